const MAX_ATTEMPTS = 5;

/** Rejects early if the signal aborts. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

export interface RetryOptions {
  readonly sleep: Sleep;
  /** The pause after the first attempt. Each later pause is twice as long. */
  readonly firstPauseMs: number;
  /** Time left for pauses and further attempts. A pause that would use it up does not start. */
  readonly timeLeftMs: () => number;
  /** True if another attempt may succeed. */
  readonly isTransient: (error: unknown) => boolean;
  /** Called before each pause. */
  readonly onRetry: (retry: {
    readonly attempt: number;
    readonly pauseMs: number;
    readonly error: unknown;
  }) => void;
}

/**
 * Makes up to five attempts, with growing pauses between them.
 * @param attempt is called with its number, from 1
 * @throws the error of the last attempt
 */
export async function retry(
  attempt: (number: number) => Promise<void>,
  { sleep, firstPauseMs, timeLeftMs, isTransient, onRetry }: RetryOptions,
): Promise<void> {
  for (let number = 1; ; number += 1) {
    try {
      return await attempt(number);
    } catch (error) {
      const pauseMs = firstPauseMs * 2 ** (number - 1);
      if (!isTransient(error) || number === MAX_ATTEMPTS || pauseMs >= timeLeftMs()) throw error;
      onRetry({ attempt: number, pauseMs, error });
      await sleep(pauseMs);
    }
  }
}

/** The work took longer than the invocation can wait. */
export class OutOfTimeError extends Error {
  override readonly name = 'OutOfTimeError';

  constructor(task: string, limitMs: number) {
    super(`${task}: not done within ${Math.round(limitMs)} ms`);
  }
}

/** Waits for the work. @throws OutOfTimeError, which names the task, if the work takes longer than the limit */
export async function withTimeout(
  limitMs: number,
  task: string,
  work: Promise<void>,
  sleep: Sleep,
): Promise<void> {
  const done = new AbortController();
  const limit = sleep(Math.max(0, limitMs), done.signal).then(() => {
    throw new OutOfTimeError(task, limitMs);
  });
  try {
    await Promise.race([work, limit]);
  } finally {
    done.abort();
  }
}
