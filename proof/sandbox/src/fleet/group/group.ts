import { splitCapacity } from '@agent-aws-stack/sizing';
import type { Market } from '../ec2/capacity-pools.ts';
import type { Instance } from '../instance/instance.ts';
import {
  ALL_ON_DEMAND,
  type GroupDefinition,
  type GroupProperties,
  type GroupTag,
} from '../region/region.ts';
import { ActivityLog } from './activity.ts';
import type { GroupSize } from './capacity.ts';
import type { ScalingProcess } from './processes.ts';
import { LaunchSlowdown } from './launch-slowdown.ts';
import type { GroupMember } from './reconcile.ts';
import { ScheduledActions } from './scheduled-actions.ts';

/** A snapshot of a group, for users of FleetSimulator. */
export interface GroupView extends GroupSize {
  readonly name: string;
  readonly suspendedProcesses: readonly ScalingProcess[];
}

/** An Auto Scaling group: its definition in the emulator, and the state that only the simulator has. */
export class Group {
  definition: GroupDefinition;
  /** Undefined if the group belongs to no stack, or the stack's template could not be read yet. */
  properties: GroupProperties | undefined;
  size: GroupSize;
  /** The suspended processes, with the reasons in AWS's wording. */
  readonly suspended = new Map<ScalingProcess, string>();
  /** Tags that were set or deleted after the group's creation, by key. The value of a deleted tag is undefined. */
  readonly changedTags = new Map<string, GroupTag | undefined>();
  /** All instances that are not terminated, by id. */
  readonly instances = new Map<string, Instance>();
  readonly activities = new ActivityLog();
  readonly scheduledActions = new ScheduledActions();
  /** When the simulator last asked for the scheduled actions of the group's stack. */
  schedulesReadAt = -Infinity;
  /** When the desired capacity last changed or an activity last ended. The cooldown starts then. */
  lastScaledAt: number | undefined;
  /** The cause of the last change of the desired capacity, in AWS's wording. */
  lastCause = '';
  /** After a failed or abandoned launch, no instance is launched before this time. */
  launchesBlockedUntil = 0;
  readonly slowdown = new LaunchSlowdown();

  constructor(definition: GroupDefinition, properties: GroupProperties | undefined) {
    this.definition = definition;
    this.properties = properties;
    const { min, max, desired } = definition;
    this.size = { min, max, desired };
  }

  get name(): string {
    return this.definition.name;
  }

  get tags(): readonly GroupTag[] {
    const others = this.definition.tags.filter(({ key }) => !this.changedTags.has(key));
    return [...others, ...[...this.changedTags.values()].filter((tag) => tag !== undefined)];
  }

  /** The number of instances that count as capacity. */
  get capacity(): number {
    return [...this.instances.values()].filter(({ isTerminating }) => !isTerminating).length;
  }

  /** The market of the next instance, as the base and the percentage of the group's mixed instances policy require. */
  marketForLaunch(): Market {
    const counted = [...this.instances.values()].filter(
      ({ isTerminating, market }) => !isTerminating && market !== undefined,
    );
    const onDemand = counted.filter(({ market }) => market === 'on-demand').length;
    const split = splitCapacity(counted.length + 1, this.properties?.purchase ?? ALL_ON_DEMAND);
    return onDemand < split.onDemand ? 'on-demand' : 'spot';
  }

  /** @param now milliseconds since the epoch */
  members(now: number): readonly GroupMember[] {
    const { capacityRebalance = false, maxInstanceLifetimeSeconds = Infinity } = this.properties ?? {};
    return [...this.instances.values()].map((instance) => ({
      id: instance.id,
      availabilityZone: instance.availabilityZone,
      launchTemplateVersion: instance.template?.version ?? 0,
      launchedAt: instance.launchedAt,
      protectedFromScaleIn: instance.protectedFromScaleIn,
      healthy: instance.healthStatus === 'Healthy' || isWaiting(instance),
      expired: now - instance.launchedAt >= maxInstanceLifetimeSeconds * 1_000,
      rebalance: capacityRebalance ? rebalanceState(instance) : 'no',
      replaces: instance.replaces,
      phase: memberPhase(instance),
    }));
  }

  view(): GroupView {
    return { name: this.name, ...this.size, suspendedProcesses: [...this.suspended.keys()] };
  }
}

/** Whether the group ignores the instance's health. It does so until the instance is in service, unless EC2 has stopped the instance. */
function isWaiting({ lifecycleState, isStopped }: Instance): boolean {
  return lifecycleState.startsWith('Pending') && !isStopped;
}

function memberPhase({ isTerminating, lifecycleState }: Instance): GroupMember['phase'] {
  if (isTerminating) return 'terminating';
  return lifecycleState === 'InService' ? 'in-service' : 'launching';
}

function rebalanceState({ metadata, isReplaced }: Instance): GroupMember['rebalance'] {
  if (metadata.get('events/recommendations/rebalance') === undefined) return 'no';
  return isReplaced ? 'replaced' : 'at risk';
}
