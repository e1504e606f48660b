interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock for tests: its time stands still until `advance`, `run` or `freeze` moves it. */
export class VirtualClock {
  #now: number;
  readonly #sleepers = new Set<Sleeper>();

  /** @param startsAt milliseconds; what they count from is up to the test */
  constructor(startsAt = Date.UTC(2026, 0, 1)) {
    this.#now = startsAt;
  }

  /** How many sleepers there are. */
  get sleeping(): number {
    return this.#sleepers.size;
  }

  now(): number {
    return this.#now;
  }

  /** Resolves once `ms` have passed; rejects with the signal's reason if that aborts first. */
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

  /** Advances by `ms` without waking anybody, as if Lambda had frozen the process. */
  freeze(ms: number): void {
    this.#now += ms;
  }

  /** Advances by `ms`, waking the sleepers in order and letting each do its work. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    do await settle();
    while (this.#wakeNext(end));
    this.#now = end;
  }

  /** Advances from sleeper to sleeper until `work` is done, and returns or throws its result. */
  async run<Result>(work: Promise<Result>): Promise<Result> {
    let done = false;
    const finish = () => (done = true);
    work.then(finish, finish);
    for (;;) {
      await settle();
      if (done) return work;
      if (!this.#wakeNext()) throw new Error('nothing sleeps, and the work is not done');
    }
  }

  /** Wakes the earliest sleeper. False if none is due by `end`. */
  #wakeNext(end = Infinity): boolean {
    const next = [...this.#sleepers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
    if (next === undefined) return false;
    this.#sleepers.delete(next);
    this.#now = Math.max(this.#now, next.at);
    next.wake();
    return true;
  }
}

/** Waits until nothing can go on before time passes. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
