interface Entry {
  readonly at: number;
  readonly event: () => void;
}

const SLOT_MS = 10;

/** Events in order of time. Ten thousand instances wait at once, so the queue sorts only the events that are due in the same hundredth of a second. */
export class EventQueue {
  readonly #slots = new Map<number, Entry[]>();
  #slot = 0;
  #lastSlot = 0;
  #now = 0;

  /** Milliseconds since the start. */
  get now(): number {
    return this.#now;
  }

  after(ms: number, event: () => void): void {
    const entry = { at: this.#now + ms, event };
    const slot = Math.floor(entry.at / SLOT_MS);
    const others = this.#slots.get(slot);
    if (others === undefined) this.#slots.set(slot, [entry]);
    else if (slot > this.#slot) others.push(entry);
    else others.splice(others.findLastIndex(({ at }) => at <= entry.at) + 1, 0, entry);
    this.#lastSlot = Math.max(this.#lastSlot, slot);
  }

  /** Runs the events until none is left, until the time limit, or until `isDone`. */
  run(limitMs: number, isDone: () => boolean): void {
    for (; this.#slot <= this.#lastSlot; this.#slot++) {
      const due = this.#slots.get(this.#slot) ?? [];
      due.sort((a, b) => a.at - b.at);
      // An event may add further events to this slot.
      for (const { at, event } of due) {
        if (at > limitMs || isDone()) return;
        this.#now = at;
        event();
      }
      this.#slots.delete(this.#slot);
    }
  }
}
