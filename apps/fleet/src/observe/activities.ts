import { DescribeScalingActivitiesCommand } from '@aws-sdk/client-auto-scaling';
import { ask, type AwsClients } from '../aws/clients.ts';
import { type GroupNames, namesOf } from './fleet-groups.ts';

/** Something the group did, such as launching or terminating an instance. */
export interface Activity {
  readonly status: string;
  readonly description: string;
  /** Why it failed, or its progress. */
  readonly message: string | undefined;
  readonly startedAt: Date;
}

/** The last hundred activities of each of the fleet's groups, newest first. @throws AwsError */
export async function activitiesOf(aws: AwsClients, groups: GroupNames): Promise<readonly Activity[]> {
  const all = await Promise.all(namesOf(groups).map((name) => activitiesOfGroup(aws, name)));
  return all.length === 1
    ? all.flat()
    : all.flat().sort((one, other) => other.startedAt.getTime() - one.startedAt.getTime());
}

/**
 * The last hundred activities of the group within the past six weeks, newest first.
 * AWS keeps them that long: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeScalingActivities.html
 * @throws AwsError
 */
async function activitiesOfGroup({ autoScaling }: AwsClients, group: string): Promise<readonly Activity[]> {
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

/** When the group began to launch an instance; undefined if these activities do not include the launch. */
export function launchedAt(instanceId: string, activities: readonly Activity[]): Date | undefined {
  const launch = activities.find(
    ({ description }) => description.startsWith('Launching') && description.includes(instanceId),
  );
  return launch?.startedAt;
}
