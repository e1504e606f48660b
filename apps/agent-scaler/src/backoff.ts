import { SemaphoreStatusError } from '@agent-aws-stack/semaphore-api';

/** Jobs wait at most this long once Semaphore has recovered. */
const LONGEST_PAUSE_MS = 15_000;

/** Pauses the polls after 429 or 503: for as long as Semaphore says, else longer each time, never over 15 s. */
export class Backoff {
  readonly #intervalMs: number;
  readonly #longestPauseMs: number;
  #refusals = 0;
  #pausedUntil = Number.NEGATIVE_INFINITY;

  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
    // The poll after the pause may be a whole interval later.
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
    // The first refusal skips no poll, unless Semaphore asks for a pause.
    const growing = this.#intervalMs * (2 ** this.#refusals - 1);
    this.#refusals += 1;
    this.#pausedUntil = now + Math.min(error.retryAfterMs ?? growing, this.#longestPauseMs);
  }
}
