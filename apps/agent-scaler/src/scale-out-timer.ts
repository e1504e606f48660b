/** How long the fleet waits for capacity: from the poll that first saw it was too small to the raise that was accepted. */
export class ScaleOutTimer {
  #since: number | undefined;

  /** More capacity is called for; failed attempts before belong to the same wait. */
  wanted(now: number): void {
    this.#since ??= now;
  }

  /** No more is called for: what was waited for is there, or the jobs are gone. */
  satisfied(): void {
    this.#since = undefined;
  }

  /** The capacity has been raised. Milliseconds since it was first wanted. */
  raised(now: number): number {
    const waitedMs = now - (this.#since ?? now);
    this.#since = undefined;
    return waitedMs;
  }
}
