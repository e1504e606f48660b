import type { AutoScalingGroups, StaffedGroup as Described } from '@agent-aws-stack/aws-clients/auto-scaling';
import { GroupNotFoundError } from '@agent-aws-stack/aws-clients';
import type { GroupLimits, StaffedGroup } from '@agent-aws-stack/sizing';
import type { OnDemandControl } from '../ports.ts';
import type { ScalerSettings } from '../settings.ts';

type Groups = Pick<AutoScalingGroups, 'describeStaffed' | 'setDesiredCapacity' | 'activitiesSince'>;

/** The groups of a fleet in which on-demand instances stand in for spot instances. Undefined for other fleets. */
export function onDemandGroup(
  groups: Groups,
  { groupName, onDemandGroupName, onDemandFallbackAfterMs }: ScalerSettings,
): OnDemandControl | undefined {
  if (groupName === undefined || onDemandGroupName === undefined || onDemandFallbackAfterMs === 0)
    return undefined;
  return {
    async describe() {
      const names = [groupName, onDemandGroupName];
      const [spot, onDemand] = await groups.describeStaffed(names);
      if (spot === undefined || onDemand === undefined)
        throw new GroupNotFoundError(
          { action: 'autoscaling:DescribeAutoScalingGroups', resource: `groups ${names.join(', ')}` },
          { detail: 'the reply lacks a group' },
        );
      return { spot: staffed(spot), onDemand: limits(onDemand) };
    },
    raiseTo: (desired) => groups.setDesiredCapacity(onDemandGroupName, desired),
    async spotFailures(since) {
      const activities = await groups.activitiesSince(groupName, since);
      return activities.flatMap(({ status, message }) => (status === 'Failed' ? (message ?? []) : []));
    },
  };
}

const limits = ({ minSize: min, maxSize: max, desiredCapacity: desired }: Described): GroupLimits => ({
  min,
  max,
  desired,
});

/** Leaves out instances on standby and detached instances, which are no capacity, and terminated instances that a lifecycle policy retains. */
const COUNTED = /^(?:Pending|InService|Terminating(?!:Retained))/;

function staffed(group: Described): StaffedGroup {
  return {
    ...limits(group),
    present: group.instances
      .filter(({ lifecycle }) => COUNTED.test(lifecycle))
      .reduce((sum, { weight }) => sum + weight, 0),
    launches: !group.suspendedProcesses.includes('Launch'),
  };
}
