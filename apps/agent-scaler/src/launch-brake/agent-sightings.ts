/** What a poll reads. */
export interface FleetSight {
  /** Milliseconds on the invocation's clock. */
  readonly at: number;
  /** Agents that Semaphore counts. */
  readonly agents: number;
  /** Queued jobs. */
  readonly queued: number;
  readonly desired: number;
}

/**
 * If two polls are further apart, an agent may have registered, run a short job and left unseen. Each request of an agent for a
 * single job takes a moment, so it is counted for about three seconds at least.
 */
const LONGEST_GAP_MS = 4_000;

/** What an invocation has seen of the fleet's agents since the last `clear`. */
export class AgentSightings {
  #last: FleetSight | undefined;
  /** Whether the last two polls were far apart. */
  #isGap = false;
  #hasPolled = false;
  #rose = false;
  #changed = false;
  #missesAgents = false;
  #tokenRefused = false;

  see(sight: FleetSight): void {
    const last = this.#last;
    this.#last = sight;
    this.#hasPolled = true;
    if (sight.desired > sight.agents) this.#missesAgents = true;
    if (last === undefined) return;
    this.#isGap = sight.at - last.at > LONGEST_GAP_MS;
    const jobStarted = this.#isGap && sight.queued < last.queued;
    if (sight.agents > last.agents || jobStarted) this.#rose = true;
    if (sight.agents !== last.agents || jobStarted) this.#changed = true;
  }

  /** Takes that a job has left the queue since the poll before. Counts only if an agent may have run it unseen: someone may have stopped it. */
  jobLeft(): void {
    if (!this.#isGap) return;
    this.#rose = true;
    this.#changed = true;
  }

  /** Takes that Semaphore refused the token. */
  refuse(): void {
    this.#tokenRefused = true;
  }

  /** Whether a poll has succeeded. */
  get hasPolled(): boolean {
    return this.#hasPolled;
  }

  /** Whether Semaphore refused the token. Agents have the same one. */
  get tokenRefused(): boolean {
    return this.#tokenRefused;
  }

  /** Whether an agent has registered. */
  get rose(): boolean {
    return this.#rose;
  }

  /** Whether an agent has registered or left. */
  get changed(): boolean {
    return this.#changed;
  }

  /** Whether at some poll the group wanted more instances than there were agents. True if no poll has succeeded. */
  get missesAgents(): boolean {
    return this.#missesAgents || !this.#hasPolled;
  }

  /** Starts anew, from the last poll on. */
  clear(): void {
    this.#hasPolled = false;
    this.#rose = false;
    this.#changed = false;
    this.#missesAgents = false;
    this.#tokenRefused = false;
  }
}
