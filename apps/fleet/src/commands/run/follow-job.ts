/** What was seen of a fleet and its queue at one moment. */
export interface Observation {
  readonly at: Date;
  /** Ids of the queued jobs, newest first. */
  readonly queued: readonly string[];
  /** False if older queued jobs may be missing from `queued`. */
  readonly listsAllJobs: boolean;
  /** How many agents are registered. */
  readonly agents: number;
  readonly desired: number;
  readonly instances: readonly {
    readonly id: string;
    readonly zone: string;
    readonly type: string | undefined;
  }[];
  /** The lines that were read from the agents' log, possibly some of them again. */
  readonly lines: readonly { readonly instance: string; readonly text: string }[];
}

/** What happened to the job, or to the fleet because of it. */
export type Event =
  | { readonly step: 'queued' }
  | { readonly step: 'raised'; readonly desired: number }
  | {
      readonly step: 'launched';
      readonly instance: string;
      readonly zone: string;
      readonly instanceType: string | undefined;
    }
  | { readonly step: 'registered'; readonly agents: number }
  | { readonly step: 'started' }
  | { readonly step: 'logged'; readonly instance: string; readonly line: string };

export type StepName = Event['step'];

/** An event with its time. */
export type Step = Event & {
  readonly job: string;
  readonly at: Date;
  /** Since the job was first seen. */
  readonly seconds: number;
};

type Counts = Pick<Observation, 'desired' | 'agents'>;

/** Follows the next job of a fleet from one observation to the next. Reports each step once; leaves out steps that no observation shows. */
export class JobFollower {
  #previous: Observation | undefined;
  #job: { readonly id: string; readonly seenAt: Date; readonly known: ReadonlySet<string> } | undefined;
  /** The lowest counts since just before the job was seen. A count above its lowest value has risen. */
  #lowest: Counts = { desired: 0, agents: 0 };
  /** All instances that the group has had so far. Only their lines count, because all fleets share one log group. */
  readonly #instances = new Set<string>();
  readonly #reached = new Map<StepName, Step>();

  /** The id of the job; undefined if none has been seen yet. */
  get job(): string | undefined {
    return this.#job?.id;
  }

  /** The steps so far, by name. */
  get reached(): ReadonlyMap<StepName, Step> {
    return this.#reached;
  }

  /** The steps that the observation shows for the first time. */
  observe(observation: Observation): readonly Step[] {
    const { at, queued } = observation;
    const before = this.#previous ?? observation;
    this.#previous = observation;
    for (const instance of observation.instances) this.#instances.add(instance.id);
    if (this.#job === undefined) {
      // Agents take the oldest job first. An idle agent may have taken the job already.
      const id = queued.at(-1) ?? this.#jobInLines(observation);
      if (id === undefined) return [];
      this.#job = { id, seenAt: at, known: new Set(before.instances.map((instance) => instance.id)) };
      this.#lowest = before;
    }
    const { id, seenAt, known } = this.#job;
    const line = this.#linesOfFleet(observation).find(({ text }) => text.includes(id));
    const events = [...eventsIn({ ...observation, job: id, known, lowest: this.#lowest, line })].filter(
      ({ step }) => !this.#reached.has(step),
    );
    const { desired, agents } = observation;
    this.#lowest = {
      desired: Math.min(this.#lowest.desired, desired),
      agents: Math.min(this.#lowest.agents, agents),
    };
    return events.map((event) => {
      const seconds = Math.round((at.getTime() - seenAt.getTime()) / 1_000);
      const step = { ...event, job: id, at, seconds };
      this.#reached.set(event.step, step);
      return step;
    });
  }

  #linesOfFleet({ lines }: Observation): Observation['lines'] {
    return lines.filter(({ instance }) => this.#instances.has(instance));
  }

  /** The id of the job that an agent of the fleet has logged. */
  #jobInLines(observation: Observation): string | undefined {
    const ids = this.#linesOfFleet(observation).map(({ text }) => /Running job ([\w-]+)/.exec(text)?.[1]);
    return ids.find((id) => id !== undefined);
  }
}

interface Comparison extends Omit<Observation, 'lines'> {
  readonly job: string;
  /** The instances that the group had before the job was seen. */
  readonly known: ReadonlySet<string>;
  readonly lowest: Counts;
  /** The agent's first line about the job. */
  readonly line: Observation['lines'][number] | undefined;
}

function* eventsIn(seen: Comparison): Iterable<Event> {
  const { queued, listsAllJobs, agents, desired, instances, job, known, lowest, line } = seen;
  if (queued.includes(job)) yield { step: 'queued' };
  if (desired > lowest.desired) yield { step: 'raised', desired };
  const launched = instances.find(({ id }) => !known.has(id));
  if (launched !== undefined) {
    yield { step: 'launched', instance: launched.id, zone: launched.zone, instanceType: launched.type };
  }
  if (agents > lowest.agents) yield { step: 'registered', agents };
  if (line !== undefined || (listsAllJobs && !queued.includes(job))) yield { step: 'started' };
  if (line !== undefined) yield { step: 'logged', instance: line.instance, line: line.text };
}
