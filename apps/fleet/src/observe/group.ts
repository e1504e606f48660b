import { DescribeAutoScalingGroupsCommand, type AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import { LAUNCH_BRAKE_TAG, readLaunchBrake, type LaunchBrake } from '@agent-aws-stack/contract';
import { ask, type AwsClients } from '../aws/clients.ts';
import { LookupSkippedError } from './fact.ts';

/** The fleet's Auto Scaling group. Sizes are in instances, or in weighted units if its types have weights. */
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
  readonly instances: readonly GroupInstance[];
  /** Whether new instances are protected from scale-in. */
  readonly protectsNewInstances: boolean;
  readonly launchTemplate: { readonly id: string; readonly version: string };
  /** The instance types that override the launch template's; empty if none do. */
  readonly types: readonly TypeOverride[];
}

export interface GroupInstance {
  readonly id: string;
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

/** The group of this name. @throws AwsError, LookupSkippedError if the group is gone */
export async function groupOf({ autoScaling }: AwsClients, name: string): Promise<Group> {
  const { AutoScalingGroups: [found] = [] } = await ask(
    'autoscaling:DescribeAutoScalingGroups',
    `group ${name}`,
    (options) =>
      autoScaling.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }), options),
  );
  if (found === undefined) throw new LookupSkippedError(`group ${name} is gone: deploy the fleet again`);
  return toGroup(found, name);
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
