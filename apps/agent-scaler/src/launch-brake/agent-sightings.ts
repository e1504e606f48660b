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

/** What polls have shown of the fleet's agents for some time. */
export interface Sightings {
  /** Whether a poll has succeeded. */
  readonly hasPolled: boolean;
  /** Whether Semaphore refused the token. Agents use the same token. */
  readonly tokenRefused: boolean;
  /** Whether an agent has registered. */
  readonly rose: boolean;
  /** Whether an agent has registered or left. */
  readonly changed: boolean;
  /** Whether at some poll the group wanted more instances than there were agents. */
  readonly missesAgents: boolean;
}

/**
 * If two polls are further apart than this, an agent may have registered, run a short job and left unseen. Even an agent that runs
 * one short job is counted for about three seconds, because each of its requests takes a moment. Polls that are three to four seconds
 * apart can still miss such an agent. We accept that: each poll itself takes a moment, so with a limit of 3 s, every pair of polls at an interval of 3 s would count as a gap.
 */
export const LONGEST_GAP_MS = 4_000;

const NOTHING: Sightings = {
  ...{ hasPolled: false, tokenRefused: false, rose: false, changed: false, missesAgents: false },
};

/** What an invocation sees of the fleet's agents. */
export class AgentSightings {
  #seen = NOTHING;
  #last: FleetSight | undefined;
  /** Whether the last two polls were far apart. */
  #isGap = false;

  /** @param before how many agents there were before the first poll, as far as known */
  see(sight: FleetSight, before?: number): void {
    const last = this.#last ?? (before === undefined ? undefined : { ...sight, agents: before });
    this.#last = sight;
    this.#isGap = last !== undefined && sight.at - last.at > LONGEST_GAP_MS;
    const jobStarted = this.#isGap && sight.queued < (last?.queued ?? 0);
    this.#add({
      hasPolled: true,
      tokenRefused: false,
      rose: jobStarted || sight.agents > (last?.agents ?? Infinity),
      changed: jobStarted || sight.agents !== (last?.agents ?? sight.agents),
      missesAgents: sight.desired > sight.agents,
    });
  }

  /** Notes that a job has left the queue since the last poll. This counts only after a gap, in which an agent may have run the job unseen. Without a gap, the polls would have seen the agent, so someone may have stopped the job. */
  jobLeft(): void {
    if (this.#isGap) this.#add({ ...NOTHING, rose: true, changed: true });
  }

  /** Notes that Semaphore refused the token. */
  refuse(): void {
    this.#add({ ...NOTHING, tokenRefused: true });
  }

  /** What the last poll read. Undefined before the first one. */
  get last(): FleetSight | undefined {
    return this.#last;
  }

  /** Whether the last two polls were so far apart that an agent may have come and gone unseen. */
  get isGap(): boolean {
    return this.#isGap;
  }

  /** What was seen since the last `take`. */
  get seen(): Sightings {
    return this.#seen;
  }

  /** Returns what was seen since the last `take`, and forgets it. */
  take(): Sightings {
    const seen = this.#seen;
    this.#seen = NOTHING;
    return seen;
  }

  /** Puts back what `take` returned: it counts again, together with what has been seen since. */
  putBack(seen: Sightings): void {
    this.#add(seen);
  }

  #add(seen: Sightings): void {
    const before = this.#seen;
    this.#seen = {
      hasPolled: before.hasPolled || seen.hasPolled,
      tokenRefused: before.tokenRefused || seen.tokenRefused,
      rose: before.rose || seen.rose,
      changed: before.changed || seen.changed,
      missesAgents: before.missesAgents || seen.missesAgents,
    };
  }
}
