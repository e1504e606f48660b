import type { Region } from '../region.ts';

/** The state of the fleet at one moment. */
export interface Sample {
  /** Seconds since the start of the recording. */
  readonly second: number;
  readonly queued: number;
  readonly running: number;
  readonly desired: number;
  readonly instances: number;
  readonly idleAgents: number;
  readonly occupiedAgents: number;
}

const everyMs = 500;

/** Records demand, desired capacity, instances and agents twice a second. */
export class Recorder {
  readonly samples: Sample[] = [];
  readonly #region: Region;
  readonly #startedAt = Date.now();
  #timer: NodeJS.Timeout | undefined;
  #listener: (sample: Sample) => void = () => undefined;

  constructor(region: Region) {
    this.#region = region;
  }

  start(): void {
    const tick = async () => {
      const sample = await this.#takeSample();
      this.samples.push(sample);
      this.#listener(sample);
      if (this.#timer) this.#timer = setTimeout(() => void tick(), everyMs);
    };
    this.#timer = setTimeout(() => void tick(), 0);
  }

  /** Sets the listener for new samples, replacing the previous one. */
  listen(listener: (sample: Sample) => void): void {
    this.#listener = listener;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #takeSample(): Promise<Sample> {
    const { semaphore, fleet } = this.#region;
    const groups = await fleet.groups();
    const agents = semaphore.agents();
    return {
      second: (Date.now() - this.#startedAt) / 1_000,
      ...semaphore.demand(),
      desired: groups.reduce((sum, group) => sum + group.desired, 0),
      instances: fleet.instances().filter(({ state }) => state !== 'terminated').length,
      idleAgents: agents.idle,
      occupiedAgents: agents.occupied,
    };
  }
}

/** Describes a sample in one line, for a terminal. */
export function describeSample(sample: Sample): string {
  const { second, queued, running, desired, instances, idleAgents, occupiedAgents } = sample;
  return (
    `${second.toFixed(0).padStart(3)} s  queued ${queued}  running ${running}  desired ${desired}  ` +
    `instances ${instances}  agents ${occupiedAgents} busy, ${idleAgents} idle`
  );
}
