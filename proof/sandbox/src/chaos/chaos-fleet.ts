import {
  type GroupId,
  LAUNCH_BRAKE_TAG,
  type LaunchBrake,
  LOGICAL_IDS,
  ON_DEMAND_GROUP_ID,
  readLaunchBrake,
} from '@agent-aws-stack/contract';
import { performAction } from '../fleet/api/perform-action.ts';
import type { Random } from '../random.ts';
import type { ServiceFault } from '../virtual/network.ts';
import type { Tick } from '../virtual/schedule.ts';
import { physicalIdOf, readFleetTemplate } from '../virtual/stack-template.ts';
import { VirtualFleet } from '../virtual/virtual-fleet.ts';
import { deployments, STACK_NAME, TOKEN_PARAMETER } from './deployments.ts';

/** A fleet with the means to make it suffer, and a memory of what was done to it. */
export class ChaosFleet {
  readonly virtual: VirtualFleet;
  readonly random: Random;
  /** When each instance was interrupted; milliseconds since the epoch. */
  readonly interruptedAt = new Map<string, number>();
  /** Instances that hang or were powered off, or whose agent is stuck. */
  readonly broken = new Set<string>();
  /** Jobs that a user stopped. */
  readonly stopped = new Set<string>();
  readonly #templates: readonly unknown[];
  #deployed = 0;
  #tokens = 1;
  /** For each of the next ticks of the scaler's schedule: how late it comes, or that it is left out. */
  readonly #ticks: Tick[] = [];
  #hasSemaphore = true;
  #hasSemaphoreSince = 0;

  constructor(seed: number, templates: readonly unknown[]) {
    this.#templates = templates;
    this.virtual = new VirtualFleet({
      stackName: STACK_NAME,
      template: templates[0],
      token: { parameter: TOKEN_PARAMETER, value: 'token-1' },
      seed,
      tick: (random) => this.#ticks.shift() ?? { lateMs: random.fraction() * 1_000 },
    });
    this.random = this.virtual.random;
  }

  get now(): number {
    return this.virtual.clock.now();
  }

  /** The live instances of all groups. */
  get instances() {
    const { groups } = this.virtual.fleet.context.registry;
    return groups.flatMap((group) => [...group.instances.values()]);
  }

  /** The live instances of the main group. */
  get mainInstances() {
    return [...(this.#group(LOGICAL_IDS.group)?.instances.values() ?? [])];
  }

  /** The live instances that stand in for spot instances. */
  get standIns() {
    return [...(this.#group(ON_DEMAND_GROUP_ID)?.instances.values() ?? [])];
  }

  /** What the scaler has written into the main group's tag. */
  get launchBrake(): LaunchBrake | undefined {
    const tag = this.#group(LOGICAL_IDS.group)?.tags.find(({ key }) => key === LAUNCH_BRAKE_TAG);
    return tag && readLaunchBrake(tag.value);
  }

  #group(id: GroupId) {
    return this.virtual.fleet.context.registry.find(physicalIdOf(id));
  }

  /** Whether the deployed template makes each agent leave after its job. */
  get leavesAfterJob(): boolean {
    return deployments[this.#deployed % this.#templates.length]?.['DISCONNECT_AFTER_JOB'] === 'true';
  }

  /** A whole number in the range, both ends included. */
  between(from: number, to: number): number {
    return from + Math.floor(this.random.fraction() * (to - from + 1));
  }

  pick<Item>(items: readonly Item[]): Item | undefined {
    return items[Math.floor(this.random.fraction() * items.length)];
  }

  fail(fault: ServiceFault): () => void {
    const end = this.virtual.network.fail(fault);
    if (fault.service !== 'semaphore') return end;
    this.#hasSemaphore = false;
    return () => {
      this.#hasSemaphore = true;
      this.#hasSemaphoreSince = this.now;
      end();
    };
  }

  /**
   * Whether Semaphore has worked for five minutes, so that it may fail again. Agents that cannot reach Semaphore for more than ten minutes give
   * up, and after 15 minutes Semaphore fails their jobs. Both are intended, so no invariant could tell them from a defect.
   */
  isSemaphoreSteady(): boolean {
    return this.#hasSemaphore && this.now - this.#hasSemaphoreSince > 5 * 60_000;
  }

  /** EC2 launches nothing until the returned function is called. */
  exhaustCapacity(): () => void {
    return this.virtual.fleet.pools.limit({});
  }

  /** EC2 launches at most `left` more spot instances until the returned function is called. */
  exhaustSpotCapacity(left: number): () => void {
    return this.virtual.fleet.pools.limit({ market: 'spot' }, left);
  }

  delayTicks(ticks: readonly Tick[]): void {
    this.#ticks.push(...ticks);
  }

  /** The schedule is on time again. */
  restoreTicks(): void {
    this.#ticks.length = 0;
  }

  interrupt(id: string): void {
    this.interruptedAt.set(id, this.now);
    this.virtual.fleet.interrupt(id);
  }

  recommendRebalance(id: string): void {
    this.virtual.fleet.recommendRebalance(id);
  }

  hang(id: string): void {
    this.broken.add(id);
    this.virtual.fleet.hang(id);
  }

  stickAgent(id: string): void {
    this.broken.add(id);
    this.virtual.fleet.stickAgent(id);
  }

  powerOff(id: string): void {
    this.broken.add(id);
    this.virtual.fleet.powerOff(id);
  }

  stopJob(id: string): void {
    this.stopped.add(id);
    this.virtual.hub.stopJob(id);
  }

  deployNext(): void {
    this.#deployed += 1;
    this.virtual.deploy(this.#templates[this.#deployed % this.#templates.length]);
  }

  /** Changes the group's limits as a person would. @default - the limits of the stack */
  setLimits(min?: number, max?: number): void {
    const { context } = this.virtual.fleet;
    const {
      groups: [group],
    } = readFleetTemplate(this.#templates[this.#deployed % this.#templates.length]);
    const input = {
      AutoScalingGroupName: context.registry.groups[0]?.name ?? '',
      MinSize: String(min ?? group.min),
      MaxSize: String(max ?? group.max),
    };
    void performAction(context, 'UpdateAutoScalingGroup', input, 'a person');
  }

  /** Replaces the token in Semaphore. Returns a function that writes the newest token into its parameter. */
  rotateToken(): () => void {
    const newest = () => `token-${this.#tokens}`;
    this.#tokens += 1;
    this.virtual.hub.resetToken(newest());
    // If the token has been replaced again meanwhile, nobody would store an older one.
    return () => void this.virtual.parameters.put(TOKEN_PARAMETER, newest());
  }
}
