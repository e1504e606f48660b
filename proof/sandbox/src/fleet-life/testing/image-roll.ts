import { rolloutParameterName, readRollout, writeRollout, type Rollout } from '@agent-aws-stack/contract';
import type { InstanceView } from '../../fleet/instance/instance.ts';
import { synthesizedTemplate } from '../../virtual/synthesized-template.ts';
import { VirtualFleet } from '../../virtual/virtual-fleet.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const STACK = 'roll';
const OLD_IMAGE = 'ami-00000000000000001';

export interface ImageRollOptions {
  readonly seed: number;
  readonly instances: number;
  readonly spreadMinutes: number;
  /** How many jobs run at any time, of one to six minutes each. */
  readonly busy: number;
  /** Whether instances of the new image never start an agent. */
  readonly isBroken?: boolean;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** A fleet of agents that live long, to which new images can be deployed. */
export class ImageRoll {
  readonly virtual: VirtualFleet;
  /** The instances that were live at the last deployment. */
  old: readonly InstanceView[] = [];
  readonly #options: ImageRollOptions;
  readonly #template: unknown;
  readonly #ended = new AbortController();

  private constructor(options: ImageRollOptions, template: unknown) {
    this.#options = options;
    this.#template = template;
    this.virtual = new VirtualFleet({
      ...{ stackName: STACK, template, token: { parameter: 'token', value: 't' }, seed: options.seed },
      brokenImages: new Set(options.isBroken === true ? [imageNumber(2)] : []),
    });
  }

  /** The fleet five minutes after its start, when jobs have been running for a minute. */
  static async start(options: ImageRollOptions): Promise<ImageRoll> {
    const { instances, spreadMinutes, parameters } = options;
    const template = await synthesizedTemplate(STACK, {
      ...{ SEMAPHORE_ENDPOINT: 'hub.test', TOKEN_PARAMETER_NAME: 'token', AMI: OLD_IMAGE },
      ...{ ASG_MIN_SIZE: String(instances), ASG_MAX_SIZE: String(instances) },
      ...{ DISCONNECT_AFTER_JOB: 'false', DISCONNECT_AFTER_IDLE_TIMEOUT: '0' },
      ...{ IMAGE_ROLLOUT: JSON.stringify({ spreadMinutes }), ...parameters },
    });
    const roll = new ImageRoll(options, template);
    await roll.virtual.run(4 * MINUTE);
    void roll.#keepBusy();
    await roll.virtual.run(MINUTE);
    return roll;
  }

  /** Deploys image number 1, 2, … */
  deploy(image: number): void {
    this.old = this.live();
    this.virtual.deploy(withImage(this.#template, image));
  }

  live(): readonly InstanceView[] {
    return this.virtual.fleet.instances().filter(({ state }) => state !== 'terminated');
  }

  /** The old instances whose agent has not been asked to leave. */
  remaining(): readonly InstanceView[] {
    const ids = new Set(this.old.map(({ id }) => id));
    return this.live().filter((instance) => ids.has(instance.id) && askedAt(instance) === undefined);
  }

  /** Does what `fleet rollout pause` does. */
  pause(): void {
    const { clock } = this.virtual;
    this.#write((rollout, startedAt) => ({ ...rollout, startedAt, pausedAt: clock.now() }));
  }

  /** A rollback that fails half-way: the rollout names a revision that the group does not launch. */
  nameAnotherRevision(): void {
    this.#write((rollout) => ({ ...rollout, revision: 'ami-00000000000000009-0000' }));
  }

  #write(change: (rollout: Rollout, startedAt: number) => Rollout): void {
    const { parameters } = this.virtual;
    const name = rolloutParameterName(STACK);
    const { value, writtenAt } = parameters.get(name);
    const rollout = readRollout(value);
    if (rollout === undefined) throw new RangeError('there is no rollout');
    parameters.put(name, writeRollout(change(rollout, writtenAt)));
  }

  /** Lets the running jobs end. Returns how many jobs there were, and how many did not pass. */
  async close(): Promise<{ readonly jobs: number; readonly lost: number }> {
    this.#ended.abort();
    await this.virtual.run(10 * MINUTE);
    const jobs = this.virtual.hub.jobs();
    await this.virtual.close();
    return { jobs: jobs.length, lost: jobs.filter(({ result }) => result !== 'passed').length };
  }

  async #keepBusy(): Promise<void> {
    const { hub, random, clock } = this.virtual;
    while (!this.#ended.signal.aborted) {
      for (let count = hub.unfinishedJobs().length; count < this.#options.busy; count++)
        hub.enqueue(1, { durationMs: (1 + random.fraction() * 5) * MINUTE });
      await clock.sleep(SECOND, this.#ended.signal).catch(() => undefined);
    }
  }
}

/** When the watch asked the agent of an instance to leave; milliseconds since the epoch. */
export function askedAt({ history }: InstanceView): number | undefined {
  return history.find(({ what }) => what === 'the watch stops the agent: outdated')?.at;
}

const imageNumber = (image: number) => OLD_IMAGE.replace(/\d$/, String(image));

/** The template with the image everywhere, also in the revision. */
const withImage = (template: unknown, image: number): unknown =>
  JSON.parse(JSON.stringify(template).replaceAll(OLD_IMAGE, imageNumber(image)));
