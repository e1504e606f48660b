import type { FleetSample } from '../held-jobs.ts';

/** What happens to an agent after a job: it waits for the next one, or its instance ends, with or without a replacement. */
export type AfterJob = 'keep' | 'shrink' | 'replace';

export interface QuotaModelOptions {
  /** How many jobs the organization's quota allows at once. */
  readonly quota: number;
  readonly bootSeconds: number;
  readonly idleTimeoutSeconds: number;
  readonly afterJob: AfterJob;
  /** Returns numbers from 0 up to 1. */
  readonly random: () => number;
}

interface Agent {
  readonly state: 'booting' | 'idle' | 'busy';
  /** The time of the agent's next event: a booting agent is up, an idle one asks for a job, or a busy one ends its job. */
  readonly until: number;
  /** When it began to idle. */
  readonly since: number;
}

interface Opening {
  readonly since: number;
  readonly hadIdleAgent: boolean;
}

/**
 * A model of Semaphore's hub and of a fleet, in whole seconds. An idle agent asks for a job every 4 to 6 s. It gets one if one is
 * queued and the quota has room, and ends when it has idled for the timeout.
 */
export class QuotaModel {
  readonly #options: QuotaModelOptions;
  /** The lengths of the queued jobs, oldest first. */
  readonly #queue: number[] = [];
  /** One entry for each job that the quota allows but that has no agent yet: since when it has waited, and whether an agent was idle at that time. */
  readonly #openings: Opening[] = [];
  #agents: Agent[] = [];
  #running = 0;
  #now = 0;
  quota: number;
  desired = 0;
  /** For each started job: when it started, how long it had waited for an agent although the quota had room, and whether an agent was idle. */
  readonly starts: { readonly at: number; readonly waited: number; readonly hadIdleAgent: boolean }[] = [];

  constructor(options: QuotaModelOptions) {
    this.#options = options;
    this.quota = options.quota;
  }

  get now(): number {
    return this.#now;
  }

  /** The number of instances, including those that boot. */
  get instances(): number {
    return this.#agents.length;
  }

  sample(): FleetSample {
    const idle = this.#agents.filter(({ state }) => state === 'idle').length;
    const running = this.#running;
    return { queued: this.#queue.length, running, idle, occupied: running, desired: this.desired };
  }

  enqueue(...seconds: readonly number[]): void {
    this.#queue.push(...seconds);
  }

  /** Lets a second pass. */
  tick(): void {
    this.#now += 1;
    const due = this.#agents.filter(({ until }) => until <= this.#now);
    this.#agents = this.#agents.filter(({ until }) => until > this.#now);
    for (const { state } of due) if (state === 'busy') this.#finishJob();
    this.#noteOpenings(due.filter(({ state }) => state === 'idle').length);
    for (const { state, since } of due) {
      if (state !== 'busy') this.#askForJob(state === 'idle' ? since : this.#now);
    }
    while (this.#agents.length < this.desired) {
      this.#agents.push({ state: 'booting', until: this.#now + this.#options.bootSeconds, since: 0 });
    }
  }

  #finishJob(): void {
    this.#running -= 1;
    const { afterJob } = this.#options;
    if (afterJob === 'keep') this.#idle(this.#now);
    if (afterJob === 'shrink') this.desired -= 1;
  }

  #askForJob(idleSince: number): void {
    const seconds = this.#running < this.quota ? this.#queue.shift() : undefined;
    if (seconds !== undefined) {
      this.#running += 1;
      this.#agents.push({ state: 'busy', until: this.#now + seconds, since: 0 });
      const { since, hadIdleAgent } = this.#openings.shift() ?? { since: this.#now, hadIdleAgent: true };
      this.starts.push({ at: this.#now, waited: this.#now - since, hadIdleAgent });
    } else if (this.#now - idleSince >= this.#options.idleTimeoutSeconds) {
      this.desired -= 1;
    } else {
      this.#idle(idleSince);
    }
  }

  #idle(since: number): void {
    this.#agents.push({
      state: 'idle',
      until: this.#now + 4 + Math.floor(this.#options.random() * 3),
      since,
    });
  }

  #noteOpenings(idleAndDue: number): void {
    const idle = idleAndDue + this.sample().idle;
    const open = Math.min(this.#queue.length, Math.max(0, this.quota - this.#running));
    while (this.#openings.length < open) {
      this.#openings.push({ since: this.#now, hadIdleAgent: idle > this.#openings.length });
    }
    this.#openings.length = open;
  }
}
