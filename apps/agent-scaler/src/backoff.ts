import { SemaphoreStatusError } from '@agent-aws-stack/semaphore-api';

const LONGEST_MS = 15_000;

/** When Semaphore wants to be left alone (429, 503): as long as it says, else ever longer, never over 15 s. */
export class Backoff {
  readonly #intervalMs: number;
  readonly #longestMs: number;
  #refusals = 0;
  #until = Number.NEGATIVE_INFINITY;

  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
    // The next point of the grid may be a whole interval away.
    this.#longestMs = LONGEST_MS - intervalMs;
  }

  allows(now: number): boolean {
    return now >= this.#until;
  }

  succeeded(): void {
    this.#refusals = 0;
  }

  failed(error: unknown, now: number): void {
    if (!(error instanceof SemaphoreStatusError) || (error.status !== 429 && error.status !== 503)) return;
    // The first refusal costs no point of the grid, unless Semaphore says so.
    const growing = this.#intervalMs * (2 ** this.#refusals - 1);
    this.#refusals += 1;
    this.#until = now + Math.min(error.retryAfterMs ?? growing, this.#longestMs);
  }
}
