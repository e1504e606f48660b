/** Requests to one service. */
export class RequestFigures {
  total = 0;
  refused = 0;
  /** The most in one second. */
  peak = 0;
  #second = -1;
  #inSecond = 0;

  /** Counts a request. @param now - milliseconds, never less than before */
  count(now: number): void {
    const second = Math.floor(now / 1_000);
    if (second !== this.#second) {
      this.#second = second;
      this.#inSecond = 0;
    }
    this.total++;
    this.#inSecond++;
    this.peak = Math.max(this.peak, this.#inSecond);
  }
}

/** What a wave of boots costs. */
export class WaveFigures {
  readonly parameterCalls = new RequestFigures();
  readonly registrations = new RequestFigures();
  /** Instances that EC2 launched. */
  launched = 0;
  /** Instances that ended without a registered agent, and were replaced. */
  replaced = 0;
  registered = 0;
  /** Milliseconds from the first launch. */
  lastRegisteredAt = 0;

  register(now: number): void {
    this.registered++;
    this.lastRegisteredAt = now;
  }
}
