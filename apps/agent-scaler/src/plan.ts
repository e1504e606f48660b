/** What an invocation knows when it starts. */
export interface InvocationStart {
  /** Milliseconds until Lambda ends it. */
  readonly remainingMs: number;
  /** Milliseconds between the scheduled time and the start. */
  readonly latenessMs: number;
  /** Milliseconds from the start to the next point of the grid. */
  readonly phaseMs: number;
}

/** An invocation's times, all in milliseconds after its start. */
export interface Plan {
  readonly publishAfterMs: number;
  /** No poll starts later. */
  readonly lastPollAfterMs: number;
  /** Whatever is still under way is abandoned. */
  readonly endAfterMs: number;
}

const MINUTE_MS = 60_000;
/** How late its successor may start without a gap: with a grid of 2 s, 20 s late leave less than 5 s. */
const SUCCESSOR_TOLERANCE_MS = 16_000;
/** Left to the runtime to take the result. */
const RUNTIME_RESERVE_MS = 1_000;
const LAST_POLL_RESERVE_MS = 2_000;
const PUBLISH_RESERVE_MS = 3_000;
/** Off the grid of whole seconds, so that loading the CloudWatch client meets no poll. */
const PUBLISH_AFTER_MS = 59_000;

/**
 * Runs a whole minute, and until the successor, due a minute after this one was, may be trusted to have started;
 * less when Lambda gives less.
 */
export function planInvocation({ remainingMs, latenessMs }: InvocationStart): Plan {
  const successorRuns = MINUTE_MS + SUCCESSOR_TOLERANCE_MS - latenessMs;
  const endAfterMs = Math.max(0, remainingMs - RUNTIME_RESERVE_MS);
  return {
    publishAfterMs: Math.max(0, Math.min(PUBLISH_AFTER_MS, endAfterMs - PUBLISH_RESERVE_MS)),
    lastPollAfterMs: Math.max(
      0,
      Math.min(Math.max(MINUTE_MS, successorRuns), endAfterMs - LAST_POLL_RESERVE_MS),
    ),
    endAfterMs,
  };
}
