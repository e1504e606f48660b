interface Sleeper {
  readonly dueMs: number;
  readonly wake: () => void;
}

/** Time that advances only while everything waits: it jumps to the earliest sleeper and wakes it. */
export class VirtualTime {
  nowMs = 0;
  readonly #sleepers = new Set<Sleeper>();

  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const sleeper = { dueMs: this.nowMs + ms, wake: resolve };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', () => {
        this.#sleepers.delete(sleeper);
        reject(new Error('aborted'));
      });
      setImmediate(() => this.#wakeNext());
    });

  #wakeNext(): void {
    const [next] = [...this.#sleepers].sort((a, b) => a.dueMs - b.dueMs);
    if (next === undefined) return;
    this.#sleepers.delete(next);
    this.nowMs = next.dueMs;
    next.wake();
  }
}

/** Work that never ends. */
export const never = (): Promise<never> => new Promise(() => undefined);
