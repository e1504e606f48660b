export interface BucketLimits {
  /** Tokens in a full bucket. */
  readonly capacity: number;
  /** Tokens that are added in a second. */
  readonly perSecond: number;
}

/** How a service limits its callers: each request takes a token, and is refused if the bucket is empty. Times are in milliseconds and never go back. */
export class TokenBucket {
  readonly #limits: BucketLimits;
  #tokens: number;
  #filledAt: number;

  /** A full bucket. */
  constructor(limits: BucketLimits, now = 0) {
    this.#limits = limits;
    this.#tokens = limits.capacity;
    this.#filledAt = now;
  }

  /** Takes a token. Returns false if the bucket is empty. */
  take(now: number): boolean {
    this.#fill(now);
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Takes a token that may not be there yet. Returns when it will be there. */
  takeNext(now: number): number {
    this.#fill(now);
    this.#tokens -= 1;
    return this.#tokens >= 0 ? now : now + (-this.#tokens / this.#limits.perSecond) * 1_000;
  }

  #fill(now: number): void {
    const { capacity, perSecond } = this.#limits;
    this.#tokens = Math.min(capacity, this.#tokens + ((now - this.#filledAt) / 1_000) * perSecond);
    this.#filledAt = now;
  }
}
