/** What an invocation knows when it starts. */
export interface InvocationStart {
  /** Milliseconds until Lambda ends it. */
  readonly remainingMs: number;
  /** When EventBridge's schedule fired. */
  readonly scheduledAt: Date;
  /** Milliseconds from then to the start. */
  readonly latenessMs: number;
  /** Milliseconds from the start to the next point of the grid: any time within the poll interval. */
  readonly phaseMs: number;
}

/** The times of an invocation, in milliseconds after its start. */
export interface InvocationPlan {
  /** From then on the successor may poll, and this invocation looks for it. */
  readonly successorDueAfterMs: number;
  /** The last poll starts by then if it is not known whether there is a successor. */
  readonly lastPollAfterMs: number;
  /** The last poll starts by then if there is known to be no successor. */
  readonly lastPollAloneAfterMs: number;
  /** The invocation ends by then; calls in progress are aborted. */
  readonly endAfterMs: number;
}

/** The schedule's rate: a successor is due a minute after this invocation was. */
const MINUTE_MS = 60_000;
/**
 * How late a silent successor may start without opening a polling gap. If it starts 20 s late, with a grid of 2 s and
 * slow calls, the gap is still less than 5 s. Each invocation without a lease costs this much more.
 */
const SUCCESSOR_TOLERANCE_MS = 19_000;
/** Left to Lambda's runtime to return the result. With less, Lambda would end the function itself and count a timeout. */
const RUNTIME_RESERVE_MS = 1_000;
/** Left to the last poll if Lambda's timeout is short. A healthy poll ends in that time; a slow one is abandoned. */
const LAST_POLL_RESERVE_MS = 2_000;
/**
 * The longest a poll may take: 5 s for Semaphore, and 3 s each for the token, the group and the raise. Without a successor
 * the last poll starts early enough to end, as nobody else would act on the demand that it reads.
 */
const SLOWEST_POLL_MS = 14_000;

/**
 * Plans to poll until the successor polls. If that cannot be known, until it must have started; in both cases within
 * the time that Lambda gives.
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
 * The timestamp of a minute's metrics: its end, by the schedule, the first minute being 0. CloudWatch's minutes then
 * have one invocation's metrics each, however late the invocation ran.
 */
export function metricsTime({ scheduledAt }: Pick<InvocationStart, 'scheduledAt'>, minute: number): Date {
  return new Date(scheduledAt.getTime() + (minute + 1) * MINUTE_MS - 1_000);
}
