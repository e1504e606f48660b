interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock for tests. Its time advances only through `advance`, `run` and `freeze`. */
export class VirtualClock {
  #now: number;
  readonly #sleepers = new Set<Sleeper>();

  /** @param startsAt milliseconds since any origin */
  constructor(startsAt = Date.UTC(2026, 0, 1)) {
    this.#now = startsAt;
  }

  /** The number of pending sleeps. */
  get sleeping(): number {
    return this.#sleepers.size;
  }

  now(): number {
    return this.#now;
  }

  /** Resolves after `ms`. Rejects with the signal's reason if the signal aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const sleeper = { at: this.#now + ms, wake: resolve };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', () => {
        this.#sleepers.delete(sleeper);
        reject(signal.reason);
      });
    });
  }

  /** Advances by `ms` without ending any sleep, as if Lambda had frozen the process. */
  freeze(ms: number): void {
    this.#now += ms;
  }

  /** Advances by `ms`. Ends the sleeps that are due, in order, and lets the code after each sleep run. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    do await settle();
    while (this.#wakeNext(end));
    this.#now = end;
  }

  /** Advances from sleep to sleep until `work` is done, and returns or throws its result. */
  async run<Result>(work: Promise<Result>): Promise<Result> {
    let done = false;
    const finish = () => (done = true);
    work.then(finish, finish);
    for (;;) {
      await settle();
      if (done) return work;
      if (!this.#wakeNext()) throw new Error('the work is not done, but no sleep is pending');
    }
  }

  /** Ends the earliest sleep. Returns false if none is due by `end`. */
  #wakeNext(end = Infinity): boolean {
    const next = [...this.#sleepers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
    if (next === undefined) return false;
    this.#sleepers.delete(next);
    this.#now = Math.max(this.#now, next.at);
    next.wake();
    return true;
  }
}

/** Waits until all code that does not sleep has run. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
