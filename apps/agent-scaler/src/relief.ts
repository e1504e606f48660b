import type { Journal } from './journal.ts';
import type { Clock, Turns } from './ports.ts';

export interface ReliefParts {
  readonly clock: Clock;
  readonly journal: Journal;
  /** @default - none: no invocation learns of another */
  readonly turns: Turns | undefined;
  /** When the successor is due, on `clock`. */
  readonly successorDueAt: number;
}

const LOOK_EVERY_MS = 1_000;
/** How long a look that found no successor is believed. */
const TRUSTED_MS = 10_000;
/** Turns taken up to so shortly before the successor is due are taken for earlier invocations', later ones for its. */
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
  #aloneAt = Number.NEGATIVE_INFINITY;

  constructor(parts: ReliefParts) {
    this.#parts = parts;
  }

  /** Aborts when the successor is known to poll. */
  get signal(): AbortSignal {
    return this.#relieved.signal;
  }

  /** There is known to be no successor. */
  get isAlone(): boolean {
    return this.#parts.clock.now() - this.#aloneAt <= TRUSTED_MS;
  }

  /** Takes the turn, unless that is done; to be called after each poll that succeeded. Never rejects. */
  async take(): Promise<void> {
    const { clock, journal, turns, successorDueAt } = this.#parts;
    const tooLate = clock.now() > successorDueAt - MARGIN_MS;
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

  /** Looks for the successor, from when it is due until it polls or `over` aborts. Never rejects. */
  async watch(over: AbortSignal): Promise<void> {
    const { clock, successorDueAt } = this.#parts;
    await clock.sleep(successorDueAt - clock.now(), over);
    const since = clock.date().getTime() - MARGIN_MS;
    while (!over.aborted && !this.signal.aborted) {
      await this.#look(since, over);
      if (!this.signal.aborted) await clock.sleep(LOOK_EVERY_MS, over);
    }
  }

  /** @param since turns taken before, in milliseconds since the epoch, are none of the successor */
  async #look(since: number, over: AbortSignal): Promise<void> {
    const { clock, journal, turns } = this.#parts;
    if (turns === undefined || this.#own === undefined) return;
    try {
      const { number, takenAt } = await turns.last();
      // Whoever else writes there, as CloudFormation does with new tags, does so at any time.
      if (number > this.#own && takenAt.getTime() >= since) this.#relieved.abort();
      else if (number >= this.#own) this.#aloneAt = clock.now();
    } catch (error) {
      if (!over.aborted) journal.handOverFailure(error);
    }
  }
}
