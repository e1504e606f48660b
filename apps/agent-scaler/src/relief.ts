import type { Journal } from './journal.ts';
import type { Clock, Turns } from './ports.ts';

export interface ReliefParts {
  readonly clock: Clock;
  readonly journal: Journal;
  /** @default - none: no invocation learns of another */
  readonly turns: Turns | undefined;
  readonly pollIntervalMs: number;
  /** When the successor is due, on `clock`. */
  readonly successorDueAt: number;
}

const LOOK_EVERY_MS = 1_000;
/** How long what was seen last is taken for what is, beyond the interval of polls. */
const TRUSTED_MS = 10_000;
/** No turn is taken so shortly before the successor is due: it would be taken for one of after that. */
const MARGIN_MS = 5_000;

/**
 * Lets the predecessor know that it may end, and learns the same from the successor. Any part of it may fail: then
 * invocations overlap for as long as if there were no turns.
 */
export class Relief {
  readonly #parts: ReliefParts;
  readonly #relieved = new AbortController();
  #taking = false;
  #own: number | undefined;
  #polledAt = Number.NEGATIVE_INFINITY;
  #aloneAt = Number.NEGATIVE_INFINITY;

  constructor(parts: ReliefParts) {
    this.#parts = parts;
  }

  /** Aborts when a later invocation is known to poll. */
  get signal(): AbortSignal {
    return this.#relieved.signal;
  }

  /** To be called after each poll that succeeded; takes the turn unless that is done. Never rejects. */
  async polled(): Promise<void> {
    const { clock, journal, turns, successorDueAt } = this.#parts;
    this.#polledAt = clock.now();
    const tooLate = this.#polledAt > successorDueAt - MARGIN_MS;
    if (turns === undefined || this.#own !== undefined || this.#taking || tooLate) return;
    this.#taking = true;
    try {
      this.#own = await turns.take();
    } catch (error) {
      journal.handOverFailure(error);
    } finally {
      this.#taking = false;
    }
  }

  /** This invocation polls with success, and nobody else has taken the turn since: it is all there is. */
  get isAlone(): boolean {
    const { clock, pollIntervalMs } = this.#parts;
    const seenAt = Math.min(this.#polledAt, this.#aloneAt);
    return clock.now() - seenAt <= TRUSTED_MS + pollIntervalMs;
  }

  /** Looks for it, from when it is due until it polls or `over` aborts. Never rejects. */
  async watch(over: AbortSignal): Promise<void> {
    const { clock, successorDueAt } = this.#parts;
    await clock.sleep(successorDueAt - clock.now(), over);
    while (!over.aborted && !this.signal.aborted) {
      if (await this.#isTaken()) this.#relieved.abort();
      else await clock.sleep(LOOK_EVERY_MS, over);
    }
  }

  async #isTaken(): Promise<boolean> {
    const { clock, journal, turns } = this.#parts;
    if (turns === undefined || this.#own === undefined) return false;
    try {
      const current = await turns.current();
      if (current === this.#own) this.#aloneAt = clock.now();
      return current > this.#own;
    } catch (error) {
      journal.handOverFailure(error);
      return false;
    }
  }
}
