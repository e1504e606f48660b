/** Work that goes on in the background, and its end. */
export class TaskGroup {
  readonly #running = new Set<Promise<void>>();
  readonly #closing = new AbortController();

  /** Aborted when everything has to end. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** Starts a task. What it throws after closing has begun is of no interest; before, it is a defect and is thrown. */
  start(task: () => Promise<void>): Promise<void> {
    const promise = task()
      .catch((error: unknown) => {
        if (!this.closing.aborted) throw error;
      })
      .finally(() => this.#running.delete(promise));
    this.#running.add(promise);
    return promise;
  }

  /** Ends every task and waits for it. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#running);
  }
}
