/** Milliseconds since the start, and actions at given times after the handler's first request. */
export class Timeline implements Disposable {
  readonly #startedAt = performance.now();
  readonly #changes: (readonly [number, () => void])[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();
  #firstRequestAt: number | undefined;

  get elapsed(): number {
    return performance.now() - this.#startedAt;
  }

  /** When the handler first asked for anything. */
  get firstRequestAt(): number | undefined {
    return this.#firstRequestAt;
  }

  /** Changes the world at a moment after the first request, however long the process took to come that far. */
  at(ms: number, change: () => void): void {
    this.#changes.push([ms, change]);
  }

  /** The handler has asked for something; the first time, the changes begin to count. */
  requested(): void {
    if (this.#firstRequestAt !== undefined) return;
    this.#firstRequestAt = this.elapsed;
    for (const [ms, change] of this.#changes) this.#timers.add(setTimeout(change, ms));
  }

  [Symbol.dispose](): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }
}
