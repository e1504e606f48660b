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

/** A successor may start a second before it is due, for lateness is known in whole seconds. */
const EARLIEST_SUCCESSOR_MS = 3_000;
/** No turn is taken so shortly before that, so that it is surely there when the last turn before the successor's is read. */
const LAST_TAKE_MS = 10_000;
const TAKE_EVERY_MS = 10_000;
const LOOK_EVERY_MS = 1_000;
/** How long a look that found no successor is believed. */
const TRUSTED_MS = 10_000;

/**
 * Lets the predecessor know that it may end, and learns the same from the successor. Any part of it may fail: then
 * invocations overlap for as long as if there were no turns.
 */
export class Relief {
  readonly #parts: ReliefParts;
  readonly #relieved = new AbortController();
  #takeAt = Number.NEGATIVE_INFINITY;
  #taken = false;
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
    const now = clock.now();
    if (turns === undefined || this.#taken) return;
    if (now < this.#takeAt || now > successorDueAt - LAST_TAKE_MS) return;
    this.#takeAt = now + TAKE_EVERY_MS;
    try {
      await turns.take();
      this.#taken = true;
    } catch (error) {
      journal.turnFailure(error);
    }
  }

  /** Looks for the successor, from when it is due until it polls or `over` aborts. Never rejects. */
  async watch(over: AbortSignal): Promise<void> {
    const { clock, successorDueAt } = this.#parts;
    const before = await this.#turnBefore(over);
    if (before === undefined) return;
    await clock.sleep(successorDueAt - clock.now(), over);
    while (!over.aborted && !this.signal.aborted) {
      await this.#look(before, over);
      if (!this.signal.aborted) await clock.sleep(LOOK_EVERY_MS, over);
    }
  }

  /**
   * The last turn that is not the successor's, whoever took it: CloudFormation writes there too, when tags change.
   * Undefined when it could not be told in time.
   */
  async #turnBefore(over: AbortSignal): Promise<number | undefined> {
    const { clock, successorDueAt } = this.#parts;
    await clock.sleep(successorDueAt - EARLIEST_SUCCESSOR_MS - clock.now(), over);
    while (!over.aborted && clock.now() < successorDueAt) {
      const last = await this.#lastTurn(over);
      if (last !== undefined) return last;
      await clock.sleep(LOOK_EVERY_MS, over);
    }
    return undefined;
  }

  async #look(before: number, over: AbortSignal): Promise<void> {
    const last = await this.#lastTurn(over);
    if (last === undefined) return;
    if (last > before) this.#relieved.abort();
    // Where this invocation could take no turn, the successor may be no better off.
    else if (last === before && this.#taken) this.#aloneAt = this.#parts.clock.now();
  }

  /** Undefined when it cannot be told. */
  async #lastTurn(over: AbortSignal): Promise<number | undefined> {
    const { journal, turns } = this.#parts;
    if (over.aborted) return undefined;
    try {
      return await turns?.last();
    } catch (error) {
      journal.turnFailure(error);
      return undefined;
    }
  }
}
