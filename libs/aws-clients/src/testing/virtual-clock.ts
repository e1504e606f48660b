interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock for tests and simulations. Its time advances only through `advance`, `run` and `freeze`. */
export class VirtualClock {
  #now: number;
  /** Sorted by end, latest first, so the next sleep to end is the last element. Of sleeps with the same end, the one that began first ends first. */
  readonly #sleepers: Sleeper[] = [];

  /** @param startsAt milliseconds since any origin */
  constructor(startsAt = Date.UTC(2026, 0, 1)) {
    this.#now = startsAt;
  }

  /** The number of pending sleeps. */
  get sleeping(): number {
    return this.#sleepers.length;
  }

  now(): number {
    return this.#now;
  }

  /** Resolves after `ms`. Rejects with the signal's reason if the signal aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const abort = () => {
        this.#sleepers.splice(this.#sleepers.indexOf(sleeper), 1);
        reject(signal?.reason);
      };
      const wake = () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      const sleeper = { at: this.#now + ms, wake };
      this.#sleepers.splice(this.#countLaterThan(sleeper.at), 0, sleeper);
      signal?.addEventListener('abort', abort, { once: true });
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
    const next = this.#sleepers.at(-1);
    if (next === undefined || next.at > end) return false;
    this.#sleepers.pop();
    this.#now = Math.max(this.#now, next.at);
    next.wake();
    return true;
  }

  /** A binary search: simulations have hundreds of sleeps at a time. */
  #countLaterThan(at: number): number {
    let low = 0;
    let high = this.#sleepers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sleepers[middle]?.at ?? 0) > at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Waits until all code that does not sleep has run. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
