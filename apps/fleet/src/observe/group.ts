import { DescribeAutoScalingGroupsCommand, type AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import { LAUNCH_BRAKE_TAG, readLaunchBrake, type LaunchBrake } from '@agent-aws-stack/contract';
import { ask, type AwsClients } from '../aws/clients.ts';
import { LookupSkippedError } from './fact.ts';
import { type GroupNames, namesOf } from './fleet-groups.ts';

/** The group of on-demand instances that stand in for spot instances. */
export interface StandIns {
  readonly name: string;
  readonly desired: number;
  /** Names of the suspended Auto Scaling processes. */
  readonly suspended: readonly string[];
  /** Whether the launch brake suspends this group's launches. If so, both groups have the brake's tag. @default false */
  readonly isBraked?: boolean;
}

/** The fleet's main Auto Scaling group, with the instances of all its groups. Sizes are in instances, or in weighted units if its types have weights. */
export interface Group {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly desired: number;
  /** Names of the suspended Auto Scaling processes. */
  readonly suspended: readonly string[];
  /** The launch brake, as the scaler has noted it in a tag. @default - it is closed */
  readonly launchBrake?: LaunchBrake | undefined;
  /** Empty if the group launches into the default subnets of `zones`. */
  readonly subnetIds: readonly string[];
  readonly zones: readonly string[];
  /** The instances of the main group, then those that stand in for spot instances. */
  readonly instances: readonly GroupInstance[];
  /** @default - no on-demand instances stand in for spot instances */
  readonly standIns?: StandIns;
  /** Whether new instances are protected from scale-in. */
  readonly protectsNewInstances: boolean;
  readonly launchTemplate: { readonly id: string; readonly version: string };
  /** The instance types that override the launch template's; empty if none do. */
  readonly types: readonly TypeOverride[];
}

export interface GroupInstance {
  readonly id: string;
  /** Name of the group, for an instance that stands in for spot instances. @default - the main group */
  readonly group?: string | undefined;
  readonly zone: string;
  readonly lifecycle: string;
  readonly healthy: boolean;
  /** Whether Auto Scaling spares it when the capacity is lowered. */
  readonly protectedFromScaleIn: boolean;
  readonly type: string | undefined;
  /** The version of the launch template that launched it. */
  readonly templateVersion?: number | undefined;
}

export interface TypeOverride {
  /** Undefined if Auto Scaling chooses the type by requirements. */
  readonly type: string | undefined;
  /** How many units of capacity an instance of this type counts for. */
  readonly weight: number;
  /** Whether the override sets an image or a launch template for this type. */
  readonly ownImage: boolean;
}

/** The groups with these names. @throws AwsError, LookupSkippedError if the main group is gone */
export async function groupOf({ autoScaling }: AwsClients, names: GroupNames): Promise<Group> {
  const { AutoScalingGroups = [] } = await ask(
    'autoscaling:DescribeAutoScalingGroups',
    `group ${namesOf(names).join(', ')}`,
    (options) =>
      autoScaling.send(
        new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [...namesOf(names)] }),
        options,
      ),
  );
  const { main, onDemand } = names;
  const standIns = AutoScalingGroups.find(
    (each) => onDemand !== undefined && each.AutoScalingGroupName === onDemand,
  );
  const found = AutoScalingGroups.find((each) => each !== standIns);
  if (found === undefined) throw new LookupSkippedError(`group ${main} is gone: deploy the fleet again`);
  const group = toGroup(found, main);
  if (onDemand === undefined || standIns === undefined) return group;
  const { desired, suspended, instances, launchBrake } = toGroup(standIns, onDemand);
  // If the brake does not act in the main group, the tag of the stand-ins' group is a leftover: the scaler will not resume the stand-ins' launches.
  const isBraked =
    launchBrake !== undefined && group.launchBrake !== undefined && group.launchBrake.kind !== 'watching';
  return {
    ...group,
    instances: [...group.instances, ...instances.map((each) => ({ ...each, group: onDemand }))],
    standIns: { name: onDemand, desired, suspended, ...(isBraked && { isBraked }) },
  };
}

function toGroup(found: AutoScalingGroup, name: string): Group {
  const { LaunchTemplateSpecification: mixed } = found.MixedInstancesPolicy?.LaunchTemplate ?? {};
  const template = mixed ?? found.LaunchTemplate;
  return {
    name,
    min: found.MinSize ?? 0,
    max: found.MaxSize ?? 0,
    desired: found.DesiredCapacity ?? 0,
    suspended: (found.SuspendedProcesses ?? []).map(({ ProcessName }) => ProcessName ?? ''),
    ...launchBrakeOf(found),
    subnetIds: (found.VPCZoneIdentifier ?? '').split(',').filter((id) => id !== ''),
    zones: found.AvailabilityZones ?? [],
    instances: (found.Instances ?? []).map((instance) => ({
      id: instance.InstanceId ?? '',
      zone: instance.AvailabilityZone ?? '',
      lifecycle: instance.LifecycleState ?? '',
      healthy: instance.HealthStatus !== 'Unhealthy',
      protectedFromScaleIn: instance.ProtectedFromScaleIn ?? false,
      type: instance.InstanceType,
      ...versionOf(instance.LaunchTemplate?.Version),
    })),
    protectsNewInstances: found.NewInstancesProtectedFromScaleIn ?? false,
    launchTemplate: { id: template?.LaunchTemplateId ?? '', version: template?.Version ?? '$Default' },
    types: (found.MixedInstancesPolicy?.LaunchTemplate?.Overrides ?? []).map((override) => ({
      type: override.InstanceType,
      weight: Number(override.WeightedCapacity ?? 1),
      ownImage: override.ImageId !== undefined || override.LaunchTemplateSpecification !== undefined,
    })),
  };
}

function launchBrakeOf({ Tags = [] }: AutoScalingGroup): Pick<Group, 'launchBrake'> {
  const value = Tags.find(({ Key }) => Key === LAUNCH_BRAKE_TAG)?.Value;
  const launchBrake = value === undefined ? undefined : readLaunchBrake(value);
  return launchBrake === undefined ? {} : { launchBrake };
}

/** Auto Scaling names the version of an instance by its number. */
function versionOf(version: string | undefined): Pick<GroupInstance, 'templateVersion'> {
  return version === undefined || !/^\d+$/.test(version) ? {} : { templateVersion: Number(version) };
}
