import type { Clock } from '../ports.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Time that advances only while something sleeps. */
export class FakeClock implements Clock {
  #now: number;
  readonly #sleepers = new Set<Sleeper>();

  constructor(startsAt = 1_000_000.25) {
    this.#now = startsAt;
  }

  /** How many sleepers there are. */
  get sleeping(): number {
    return this.#sleepers.size;
  }

  now(): number {
    return this.#now;
  }

  date(): Date {
    return new Date(1_767_225_600_000 + this.#now);
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper = { at: this.#now + ms, wake: resolve };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', () => {
        this.#sleepers.delete(sleeper);
        resolve();
      });
    });
  }

  /** Advances by `ms` without waking anybody, as if Lambda had frozen the process. */
  freeze(ms: number): void {
    this.#now += ms;
  }

  /** Advances time until `work` is done, and returns or throws its result. */
  async run<Result>(work: Promise<Result>): Promise<Result> {
    let done = false;
    const finish = () => (done = true);
    work.then(finish, finish);
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (done) return work;
      const next = [...this.#sleepers].reduce((first: Sleeper | undefined, sleeper) => {
        return first !== undefined && first.at <= sleeper.at ? first : sleeper;
      }, undefined);
      if (next === undefined) throw new Error('nothing sleeps, and the work is not done');
      this.#sleepers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.wake();
    }
  }
}
