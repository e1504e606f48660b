import { SemaphoreStatusError } from '@agent-aws-stack/semaphore-api';

/** A pause never makes the time between two polls longer than this, so that polling resumes soon after Semaphore has recovered. */
const LONGEST_PAUSE_MS = 15_000;

/** Pauses polling after status 429 or 503: as long as Retry-After says, or else longer each time, but never over 15 s. */
export class Backoff {
  readonly #intervalMs: number;
  readonly #longestPauseMs: number;
  #refusals = 0;
  #pausedUntil = Number.NEGATIVE_INFINITY;

  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
    // The next poll may start a whole poll interval after the pause, so the pause must be shorter by that much.
    this.#longestPauseMs = LONGEST_PAUSE_MS - intervalMs;
  }

  allows(now: number): boolean {
    return now >= this.#pausedUntil;
  }

  succeeded(): void {
    this.#refusals = 0;
  }

  failed(error: unknown, now: number): void {
    if (!(error instanceof SemaphoreStatusError) || (error.status !== 429 && error.status !== 503)) return;
    // Without Retry-After, the first refusal skips no poll.
    const growing = this.#intervalMs * (2 ** this.#refusals - 1);
    this.#refusals += 1;
    this.#pausedUntil = now + Math.min(error.retryAfterMs ?? growing, this.#longestPauseMs);
  }
}
