const SLOT_MS = 10;

/** What happens when, to a hundredth of a second. A list of events for each moment, because ten thousand instances wait at the same time. */
export class EventQueue {
  readonly #slots: (() => void)[][] = [];
  #slot = 0;

  /** Milliseconds since the start. */
  get now(): number {
    return this.#slot * SLOT_MS;
  }

  /** Runs the event after at least `ms`. */
  after(ms: number, event: () => void): void {
    const at = this.#slot + Math.ceil(ms / SLOT_MS);
    (this.#slots[at] ??= []).push(event);
  }

  /** Runs the events until none is left, until the time limit, or until `isDone`. */
  run(limitMs: number, isDone: () => boolean): void {
    for (; this.#slot < this.#slots.length && this.now <= limitMs; this.#slot++) {
      // Events may add others at the same moment.
      for (const event of this.#slots[this.#slot] ?? []) {
        if (isDone()) return;
        event();
      }
      delete this.#slots[this.#slot];
    }
  }
}
