import {
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  DescribeScheduledActionsCommand,
  type AutoScalingGroup,
} from '@aws-sdk/client-auto-scaling';
import { ask, type AwsClients } from '../aws/clients.ts';
import { NothingToAskError } from './fact.ts';
import type { Activity, Group, ScheduledAction } from '../doctor/facts/group.ts';

/** @throws NothingToAskError when the group is gone */
export async function groupOf({ autoScaling }: AwsClients, name: string): Promise<Group> {
  const { AutoScalingGroups: [found] = [] } = await ask(
    'autoscaling:DescribeAutoScalingGroups',
    `group ${name}`,
    (options) =>
      autoScaling.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }), options),
  );
  if (found === undefined)
    throw new NothingToAskError(`group ${name} is gone: the fleet has to be deployed again`);
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
    subnetIds: (found.VPCZoneIdentifier ?? '').split(',').filter((id) => id !== ''),
    zones: found.AvailabilityZones ?? [],
    instances: (found.Instances ?? []).map((instance) => ({
      id: instance.InstanceId ?? '',
      zone: instance.AvailabilityZone ?? '',
      lifecycle: instance.LifecycleState ?? '',
      healthy: instance.HealthStatus !== 'Unhealthy',
      type: instance.InstanceType,
    })),
    launchTemplate: { id: template?.LaunchTemplateId ?? '', version: template?.Version ?? '$Default' },
    types: (found.MixedInstancesPolicy?.LaunchTemplate?.Overrides ?? []).map((override) => ({
      type: override.InstanceType,
      weight: Number(override.WeightedCapacity ?? 1),
      ownImage: override.ImageId !== undefined || override.LaunchTemplateSpecification !== undefined,
    })),
  };
}

/** The newest hundred, newest first. */
export async function activitiesOf({ autoScaling }: AwsClients, group: string): Promise<readonly Activity[]> {
  const command = new DescribeScalingActivitiesCommand({ AutoScalingGroupName: group, MaxRecords: 100 });
  const { Activities = [] } = await ask(
    'autoscaling:DescribeScalingActivities',
    `group ${group}`,
    (options) => autoScaling.send(command, options),
  );
  return Activities.map((activity) => ({
    status: activity.StatusCode ?? '',
    description: activity.Description ?? '',
    message: activity.StatusMessage,
    startedAt: activity.StartTime ?? new Date(0),
  }));
}

export async function scheduledActionsOf(
  { autoScaling }: AwsClients,
  group: string,
): Promise<readonly ScheduledAction[]> {
  const command = new DescribeScheduledActionsCommand({ AutoScalingGroupName: group });
  const { ScheduledUpdateGroupActions = [] } = await ask(
    'autoscaling:DescribeScheduledActions',
    `group ${group}`,
    (options) => autoScaling.send(command, options),
  );
  return ScheduledUpdateGroupActions.map((action) => ({
    name: action.ScheduledActionName ?? '',
    min: action.MinSize,
    max: action.MaxSize,
    desired: action.DesiredCapacity,
    when: [action.Recurrence ?? action.StartTime?.toISOString() ?? 'no time', action.TimeZone]
      .filter((part) => part !== undefined)
      .join(' '),
  }));
}
