/** Measures how long the fleet waits for capacity: from the first poll that wanted a raise to the raise that was accepted. */
export class ScaleOutTimer {
  #since: number | undefined;

  /** More capacity is needed. The wait includes failed attempts to raise. */
  wanted(now: number): void {
    this.#since ??= now;
  }

  /** No more capacity is needed. */
  satisfied(): void {
    this.#since = undefined;
  }

  /** The capacity was raised. Returns the milliseconds since that was first wanted. */
  raised(now: number): number {
    const waitedMs = now - (this.#since ?? now);
    this.#since = undefined;
    return waitedMs;
  }
}
