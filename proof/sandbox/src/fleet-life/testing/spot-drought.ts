import { LOGICAL_IDS, ON_DEMAND_GROUP_ID } from '@agent-aws-stack/contract';
import type { Market } from '../../fleet/ec2/capacity-pools.ts';
import { physicalIdOf } from '../../virtual/stack-template.ts';
import { synthesizedTemplate } from '../../virtual/synthesized-template.ts';
import { VirtualFleet } from '../../virtual/virtual-fleet.ts';

/** Auto Scaling's message for a launch beyond the quota of spot instances: see docs/sandbox.md. */
export const SPOT_QUOTA_REACHED =
  'Could not launch Spot Instances. MaxSpotInstanceCountExceeded - Max spot instance count exceeded.';

const SECOND = 1_000;
const STACK = 'drought';

export interface SpotFleetOptions {
  readonly fallbackAfterSeconds: number;
  readonly idleTimeoutSeconds: number;
  readonly maxSize: number;
  readonly seed?: number;
}

/** A fleet of spot instances for which on-demand instances stand in, on the virtual clock. */
export class SpotFleet {
  readonly virtual: VirtualFleet;
  /** What the scaler has logged. */
  readonly log: readonly string[];
  readonly #maxSize: number;
  /** The most by which both groups together exceeded the maximum when on-demand instances were added. */
  #excess = 0;
  #mostOnDemand = 0;
  /** When on-demand instances last existed; milliseconds after the start. */
  #lastOnDemandAt: number | undefined;

  private constructor(virtual: VirtualFleet, log: readonly string[], maxSize: number) {
    this.virtual = virtual;
    this.log = log;
    this.#maxSize = maxSize;
  }

  /** Deploys the fleet and lets it run for two minutes. */
  static async start(options: SpotFleetOptions): Promise<SpotFleet> {
    const { fallbackAfterSeconds, idleTimeoutSeconds, maxSize, seed = 1 } = options;
    const template = await synthesizedTemplate(STACK, {
      ASG_MAX_SIZE: String(maxSize),
      ON_DEMAND_PERCENTAGE_ABOVE_BASE: '0',
      ON_DEMAND_FALLBACK_AFTER: String(fallbackAfterSeconds),
      DISCONNECT_AFTER_IDLE_TIMEOUT: String(idleTimeoutSeconds),
      ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: JSON.stringify([
        { instanceType: 'm7i.large' },
        { instanceType: 'm7a.large' },
      ]),
    });
    const log: string[] = [];
    const virtual = new VirtualFleet({
      ...{ stackName: STACK, template, token: { parameter: 'agent-token', value: 't0ken' }, seed },
      onLog: (_, message) => log.push(message),
    });
    const fleet = new SpotFleet(virtual, log, maxSize);
    await fleet.run(120 * SECOND);
    return fleet;
  }

  /** Lets time pass, and looks at the fleet each second. */
  async run(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += SECOND) {
      const before = this.#onDemandDesired;
      await this.virtual.run(SECOND);
      const onDemand = this.count('on-demand');
      if (onDemand > 0) this.#lastOnDemandAt = this.virtual.elapsedMs;
      this.#mostOnDemand = Math.max(this.#mostOnDemand, onDemand);
      if (this.#onDemandDesired > before)
        this.#excess = Math.max(this.#excess, this.#onDemandDesired + this.#present - this.#maxSize);
    }
  }

  /** Instances that are not terminated yet. */
  count(market: Market): number {
    return this.virtual.fleet.context.registry.groups
      .flatMap(({ instances }) => [...instances.values()])
      .filter((instance) => instance.market === market).length;
  }

  get mostOnDemand(): number {
    return this.#mostOnDemand;
  }

  get lastOnDemandAt(): number | undefined {
    return this.#lastOnDemandAt;
  }

  /** The most by which both groups together exceeded the maximum when on-demand instances were added. */
  get excess(): number {
    return this.#excess;
  }

  /** The wait of each job in seconds, in ascending order. Infinity if it has not started. */
  get waits(): readonly number[] {
    return this.virtual.hub
      .jobs()
      .map(({ queuedAt, startedAt = Infinity }) => (startedAt - queuedAt) / SECOND)
      .sort((a, b) => a - b);
  }

  /** The longest time from the launch of an on-demand instance until its agent has registered, in seconds. */
  get bootSeconds(): number {
    const boots = this.virtual.fleet
      .instances()
      .filter(({ market }) => market === 'on-demand')
      .map(({ launchedAt, registeredAt = launchedAt }) => (registeredAt - launchedAt) / SECOND);
    return Math.max(0, ...boots);
  }

  get #onDemandDesired(): number {
    return this.virtual.fleet.context.registry.find(physicalIdOf(ON_DEMAND_GROUP_ID))?.size.desired ?? 0;
  }

  get #present(): number {
    return this.virtual.fleet.context.registry.find(physicalIdOf(LOGICAL_IDS.group))?.capacity ?? 0;
  }
}

/** The smallest value that at least this share of the sorted values does not exceed. */
export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.ceil(share * sorted.length) - 1] ?? NaN;
