import type { Instance } from '../instance/instance.ts';
import type { GroupDefinition, GroupProperties } from '../region/region.ts';
import { ActivityLog } from './activity.ts';
import type { GroupSize } from './capacity.ts';
import type { ScalingProcess } from './processes.ts';
import type { GroupMember } from './reconcile.ts';

/** What may be seen of a group. */
export interface GroupView extends GroupSize {
  readonly name: string;
  readonly suspendedProcesses: readonly ScalingProcess[];
}

/** An Auto Scaling group: its definition as the emulator has it, and all that the emulator does not keep. */
export class Group {
  definition: GroupDefinition;
  /** Undefined when the group is of no stack, or its stack could not be read yet. */
  properties: GroupProperties | undefined;
  size: GroupSize;
  /** Why a process is suspended, by its name. */
  readonly suspended = new Map<ScalingProcess, string>();
  /** All that are not terminated, by id. */
  readonly instances = new Map<string, Instance>();
  readonly activities = new ActivityLog();
  /** When the desired capacity last changed or an activity last ended; a cooldown counts from there. */
  lastScaledAt: number | undefined;
  /** The sentence that says why the desired capacity is what it is. */
  lastCause = '';
  /** After a failed launch: no other before this moment. */
  launchesBlockedUntil = 0;

  constructor(definition: GroupDefinition, properties: GroupProperties | undefined) {
    this.definition = definition;
    this.properties = properties;
    const { min, max, desired } = definition;
    this.size = { min, max, desired };
  }

  get name(): string {
    return this.definition.name;
  }

  /** Instances that count as capacity. */
  get capacity(): number {
    return [...this.instances.values()].filter(({ isLeaving }) => !isLeaving).length;
  }

  members(): readonly GroupMember[] {
    return [...this.instances.values()].map((instance) => ({
      id: instance.id,
      availabilityZone: instance.availabilityZone,
      launchTemplateVersion: instance.template?.version ?? 0,
      launchedAt: instance.launchedAt,
      protectedFromScaleIn: instance.protectedFromScaleIn,
      healthy: instance.healthStatus === 'Healthy',
      phase: memberPhase(instance),
    }));
  }

  view(): GroupView {
    return { name: this.name, ...this.size, suspendedProcesses: [...this.suspended.keys()] };
  }
}

function memberPhase({ isLeaving, lifecycleState }: Instance): GroupMember['phase'] {
  if (isLeaving) return 'terminating';
  return lifecycleState === 'InService' ? 'in-service' : 'launching';
}
