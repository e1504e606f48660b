/** Measures the time since the start, and runs changes at given times after the handler's first request. */
export class Timeline implements Disposable {
  readonly #startedAt = performance.now();
  readonly #changes: (readonly [number, () => void])[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();
  #firstRequestAt: number | undefined;

  get elapsed(): number {
    return performance.now() - this.#startedAt;
  }

  /** When the first request of the handler arrived, in milliseconds since the start. */
  get firstRequestAt(): number | undefined {
    return this.#firstRequestAt;
  }

  /** Schedules a change at a time after the first request, so that the start-up time of the process does not matter. */
  at(ms: number, change: () => void): void {
    this.#changes.push([ms, change]);
  }

  /** Must be called for each request. The first call starts the timers of all changes. */
  requested(): void {
    if (this.#firstRequestAt !== undefined) return;
    this.#firstRequestAt = this.elapsed;
    for (const [ms, change] of this.#changes) this.#timers.add(setTimeout(change, ms));
  }

  [Symbol.dispose](): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }
}
