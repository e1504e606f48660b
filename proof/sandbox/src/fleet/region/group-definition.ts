import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import type { GroupDefinition, LaunchTemplateReference } from './region.ts';

/** Converts the emulator's description of a group. For a group in subnets, the caller must set the zones to those of the subnets. */
export function toGroupDefinition(group: AutoScalingGroup): GroupDefinition {
  return {
    name: group.AutoScalingGroupName ?? '',
    arn: group.AutoScalingGroupARN ?? '',
    min: group.MinSize ?? 0,
    max: group.MaxSize ?? 0,
    desired: group.DesiredCapacity ?? 0,
    cooldownSeconds: group.DefaultCooldown ?? 300,
    availabilityZones: group.AvailabilityZones ?? [],
    vpcZoneIdentifier: group.VPCZoneIdentifier ?? '',
    healthCheckType: group.HealthCheckType ?? 'EC2',
    healthCheckGracePeriodSeconds: group.HealthCheckGracePeriod ?? 0,
    terminationPolicies: group.TerminationPolicies ?? ['Default'],
    newInstancesProtectedFromScaleIn: group.NewInstancesProtectedFromScaleIn ?? false,
    createdAt: group.CreatedTime?.getTime() ?? 0,
    tags: (group.Tags ?? []).map(({ Key = '', Value = '', PropagateAtLaunch = false }) => ({
      key: Key,
      value: Value,
      propagateAtLaunch: PropagateAtLaunch,
    })),
    launchTemplate: launchTemplateOf(group),
  };
}

function launchTemplateOf({
  LaunchTemplate: template,
}: AutoScalingGroup): LaunchTemplateReference | undefined {
  const id = template?.LaunchTemplateId ?? '';
  return id === '' ? undefined : { id, version: template?.Version ?? '$Default' };
}

export function tagValue({ tags }: Pick<GroupDefinition, 'tags'>, key: string): string | undefined {
  return tags.find((tag) => tag.key === key)?.value;
}
