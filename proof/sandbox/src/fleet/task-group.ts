/** Tasks that run in the background, and can be ended together. */
export class TaskGroup {
  readonly #running = new Set<Promise<void>>();
  readonly #closing = new AbortController();

  /** Aborted when all tasks must end. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** Starts a task. If it fails, the returned promise rejects, unless the group is closing. */
  start(task: () => Promise<void>): Promise<void> {
    const promise = task()
      .catch((error: unknown) => {
        if (!this.closing.aborted) throw error;
      })
      .finally(() => this.#running.delete(promise));
    this.#running.add(promise);
    return promise;
  }

  /** Ends all tasks and waits for them. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#running);
  }
}
