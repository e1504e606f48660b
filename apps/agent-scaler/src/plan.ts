/** What an invocation knows when it starts. */
export interface InvocationStart {
  /** Milliseconds until Lambda ends it. */
  readonly remainingMs: number;
  /** When EventBridge's schedule fired. */
  readonly scheduledAt: Date;
  /** Milliseconds between then and the start. */
  readonly latenessMs: number;
  /** Milliseconds from the start to the next point of the grid. */
  readonly phaseMs: number;
}

/** An invocation's times, all in milliseconds after its start. */
export interface Plan {
  /** From then on the successor may poll, and end this one. */
  readonly successorDueAfterMs: number;
  /** No poll starts later when nothing is known of the successor. */
  readonly lastPollAfterMs: number;
  /** No poll starts later when there is known to be none. */
  readonly lastPollAloneAfterMs: number;
  /** Whatever is still under way is abandoned. */
  readonly endAfterMs: number;
}

const MINUTE_MS = 60_000;
/** How late a successor that tells nothing may start without a gap: with a grid of 2 s and slow calls, 20 s late leave less than 5 s. */
const SUCCESSOR_TOLERANCE_MS = 19_000;
/** Left to the runtime to take the result. */
const RUNTIME_RESERVE_MS = 1_000;
const LAST_POLL_RESERVE_MS = 2_000;
/** The longest that a poll may take. */
const SLOWEST_POLL_MS = 14_000;

/**
 * Runs until the successor, due a minute after this one was, polls; where that is not to be learned, until it may be
 * trusted to do so; less when Lambda gives less.
 */
export function planInvocation({
  remainingMs,
  latenessMs,
}: Pick<InvocationStart, 'remainingMs' | 'latenessMs'>): Plan {
  const endAfterMs = Math.max(0, remainingMs - RUNTIME_RESERVE_MS);
  const successorDueAfterMs = Math.max(0, MINUTE_MS - latenessMs);
  const successorRunsAfterMs = Math.max(MINUTE_MS, successorDueAfterMs + SUCCESSOR_TOLERANCE_MS);
  const lastPollAfterMs = Math.max(0, Math.min(successorRunsAfterMs, endAfterMs - LAST_POLL_RESERVE_MS));
  const lastPollAloneAfterMs = Math.max(lastPollAfterMs, endAfterMs - SLOWEST_POLL_MS);
  return {
    successorDueAfterMs,
    lastPollAfterMs,
    lastPollAloneAfterMs,
    endAfterMs,
  };
}

/**
 * The end of a minute of the schedule, the first being 0, so that each of CloudWatch's has one invocation's metrics, whenever
 * that ran.
 */
export function metricsTime({ scheduledAt }: Pick<InvocationStart, 'scheduledAt'>, minute: number): Date {
  return new Date(scheduledAt.getTime() + (minute + 1) * MINUTE_MS - 1_000);
}
