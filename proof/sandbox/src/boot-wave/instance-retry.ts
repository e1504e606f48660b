import type { Random } from '../random.ts';

/** Bash's RANDOM gives whole numbers from 0 to this. */
const LARGEST_DRAW = 32_767;
const FIRST_BOUND_MS = 1_000;
const LONGEST_BOUND_MS = 20_000;

/** The waits of `retry` in images/packer/common/agent/lib/retry.sh: each is random, between 0 and a bound that doubles up to 20 seconds. A test compares the two. */
export class InstanceRetry {
  readonly #budgetMs: number;
  readonly #random: Random;
  #boundMs = FIRST_BOUND_MS;
  #waitedMs = 0;

  /** @param budgetMs - gives up when the waits add up to this */
  constructor(budgetMs: number, random: Random) {
    this.#budgetMs = budgetMs;
    this.#random = random;
  }

  /** Milliseconds until the next attempt. Undefined if there is no further attempt. */
  nextWaitMs(): number | undefined {
    if (this.#waitedMs >= this.#budgetMs) return undefined;
    const draw = Math.floor(this.#random.fraction() * (LARGEST_DRAW + 1));
    const waitMs = Math.floor((draw * this.#boundMs) / LARGEST_DRAW);
    this.#waitedMs += waitMs;
    this.#boundMs = Math.min(this.#boundMs * 2, LONGEST_BOUND_MS);
    return waitMs;
  }
}
