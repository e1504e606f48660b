/** Measures how long the fleet waits for capacity: from the first poll that wanted a raise to the accepted raise. */
export class ScaleOutTimer {
  #since: number | undefined;

  /** A poll wants a raise: starts the wait, unless it has already started. Failed raises do not end the wait. */
  wanted(now: number): void {
    this.#since ??= now;
  }

  /** A poll wants no raise: discards the wait. */
  satisfied(): void {
    this.#since = undefined;
  }

  /** A raise was accepted: ends the wait and returns its length in milliseconds. */
  raised(now: number): number {
    const waitedMs = now - (this.#since ?? now);
    this.#since = undefined;
    return waitedMs;
  }
}
