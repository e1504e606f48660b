import { SemaphoreStatusError } from '@agent-aws-stack/semaphore-api';

const LONGEST_MS = 15_000;

/** Pauses the polls after 429 or 503: for as long as Semaphore says, else longer each time, never over 15 s. */
export class Backoff {
  readonly #intervalMs: number;
  readonly #longestMs: number;
  #refusals = 0;
  #until = Number.NEGATIVE_INFINITY;

  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
    // The poll after the pause may be a whole interval later.
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
    // The first refusal skips no poll, unless Semaphore asks for a pause.
    const growing = this.#intervalMs * (2 ** this.#refusals - 1);
    this.#refusals += 1;
    this.#until = now + Math.min(error.retryAfterMs ?? growing, this.#longestMs);
  }
}
