/** These values are assumptions: AWS says only that a group launches more slowly after abandoned launches, not by how much. */
const FIRST_SLOW_ROUND = 3;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 300_000;

/** How long a group pauses before it replaces instances whose launch was abandoned. Instances launched together are one round. */
export class LaunchSlowdown {
  #rounds = 0;
  #lastAbandonedAt = -Infinity;

  /** An instance has reached InService. */
  launched(): void {
    this.#rounds = 0;
  }

  /** Returns the pause before the next launch, in milliseconds. @param launchedAt when the abandoned instance was launched */
  abandoned(launchedAt: number, now: number): number {
    if (launchedAt >= this.#lastAbandonedAt) this.#rounds += 1;
    this.#lastAbandonedAt = now;
    const slow = this.#rounds - FIRST_SLOW_ROUND;
    return slow < 0 ? 0 : Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** slow);
  }
}
