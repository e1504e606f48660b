/** When an invocation starts, and how long it can run. */
export interface InvocationStart {
  /** Milliseconds until Lambda terminates it. */
  readonly remainingMs: number;
  /** When EventBridge's schedule fired, rounded down to a second. */
  readonly scheduledAt: Date;
  /** How late the start is, at least: the milliseconds since `scheduledAt`, minus one second for its rounding. Not negative. */
  readonly latenessMs: number;
  /** Milliseconds from the start to the first point of the polling grid; less than the poll interval. */
  readonly phaseMs: number;
}

/** The times of an invocation, in milliseconds after its start. Its successor is the next invocation. */
export interface InvocationPlan {
  /** When the successor is due. From then on, this invocation reads the lease to see whether the successor polls. */
  readonly successorDueAfterMs: number;
  /** Latest start of the last poll, if it is unknown whether the successor polls. */
  readonly lastPollAfterMs: number;
  /** Latest start of the last poll, if no successor polls. */
  readonly lastPollAloneAfterMs: number;
  /** Latest end of the invocation. Calls still in progress are aborted. */
  readonly endAfterMs: number;
}

/** The schedule's rate: the successor is due a minute after this invocation was. */
const MINUTE_MS = 60_000;
/**
 * How late a successor may start without opening a polling gap, if the lease does not show whether it polls. Even a successor that starts 20 s late, one second beyond this,
 * leaves a gap of less than 5 s with polls every 2 s and slow calls. An invocation that cannot use the lease is billed this much longer.
 */
const SUCCESSOR_TOLERANCE_MS = 19_000;
/** Reserved for Lambda's runtime to return the result. With less, Lambda could terminate the function as timed out. */
const RUNTIME_RESERVE_MS = 1_000;
/** Reserved for the last poll if the remaining time is short. A healthy poll ends in that time; a slower one is aborted. */
const LAST_POLL_RESERVE_MS = 2_000;
/**
 * The longest a poll may take: 5 s for Semaphore, and 3 s each for the token, the group and the raise. Without a successor,
 * the last poll starts early enough to end, because no other invocation would act on the demand that it reads.
 */
const SLOWEST_POLL_MS = 14_000;

/**
 * Plans how long to poll: until the successor polls; or, if that cannot be known, until even a late successor has started;
 * or, without a successor, for as long as Lambda's limit allows.
 */
export function planInvocation({
  remainingMs,
  latenessMs,
}: Pick<InvocationStart, 'remainingMs' | 'latenessMs'>): InvocationPlan {
  const endAfterMs = Math.max(0, remainingMs - RUNTIME_RESERVE_MS);
  const successorDueAfterMs = Math.max(0, MINUTE_MS - latenessMs);
  const successorPollsAfterMs = Math.max(MINUTE_MS, successorDueAfterMs + SUCCESSOR_TOLERANCE_MS);
  const lastPollAfterMs = Math.max(0, Math.min(successorPollsAfterMs, endAfterMs - LAST_POLL_RESERVE_MS));
  const lastPollAloneAfterMs = Math.max(lastPollAfterMs, endAfterMs - SLOWEST_POLL_MS);
  return {
    successorDueAfterMs,
    lastPollAfterMs,
    lastPollAloneAfterMs,
    endAfterMs,
  };
}

/**
 * The timestamp of a minute's metrics: the last second of that minute, by the schedule. So each minute in CloudWatch has
 * the metrics of one invocation, however late the invocation started. @param minute 0 for the invocation's first minute
 */
export function metricsTime({ scheduledAt }: Pick<InvocationStart, 'scheduledAt'>, minute: number): Date {
  return new Date(scheduledAt.getTime() + (minute + 1) * MINUTE_MS - 1_000);
}
