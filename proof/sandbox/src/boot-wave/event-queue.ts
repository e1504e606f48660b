interface Entry {
  readonly at: number;
  readonly event: () => void;
}

/** What happens when, in order of time: a binary heap, because ten thousand instances wait at the same time. */
export class EventQueue {
  /** Each entry is due no later than the two at twice its index, plus one and plus two. */
  readonly #heap: Entry[] = [];
  #now = 0;

  /** Milliseconds since the start. */
  get now(): number {
    return this.#now;
  }

  after(ms: number, event: () => void): void {
    const entry = { at: this.#now + ms, event };
    let index = this.#heap.length;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = this.#heap[above];
      if (parent === undefined || parent.at <= entry.at) break;
      this.#heap[index] = parent;
      index = above;
    }
    this.#heap[index] = entry;
  }

  /** Runs the events until none is left, until the time limit, or until `isDone`. */
  run(limitMs: number, isDone: () => boolean): void {
    for (let first = this.#heap[0]; first !== undefined && first.at <= limitMs; first = this.#heap[0]) {
      if (isDone()) return;
      this.#removeFirst();
      this.#now = first.at;
      first.event();
    }
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    let index = 0;
    for (;;) {
      const below = this.#earlierChild(index);
      const child = this.#heap[below];
      if (child === undefined || child.at >= last.at) break;
      this.#heap[index] = child;
      index = below;
    }
    this.#heap[index] = last;
  }

  #earlierChild(index: number): number {
    const left = 2 * index + 1;
    const right = left + 1;
    return (this.#heap[right]?.at ?? Infinity) < (this.#heap[left]?.at ?? Infinity) ? right : left;
  }
}
