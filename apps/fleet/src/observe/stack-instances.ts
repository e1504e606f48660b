import { paginateDescribeInstances } from '@aws-sdk/client-ec2';
import type { AwsClients } from '../aws/clients.ts';
import { collect } from '../aws/collect.ts';
import { GROUP_TAG } from './instances.ts';
import { STACK_TAG } from './stack-tag.ts';

/** An instance with the tag of the fleet's stack, whether or not it is in the group. */
export interface StackInstance {
  readonly id: string;
  readonly launchedAt: Date | undefined;
  /** Whether Auto Scaling's tag names a group. Auto Scaling removes the tag from an instance that it no longer manages. */
  readonly isManaged: boolean;
}

/** The instances with the stack's tag, except those that EC2 is terminating or has terminated. @throws AwsError */
export async function stackInstancesOf(
  { ec2 }: Pick<AwsClients, 'ec2'>,
  stackName: string,
): Promise<readonly StackInstance[]> {
  const found = await collect(
    'ec2:DescribeInstances',
    `instances of stack ${stackName}`,
    paginateDescribeInstances(
      { client: ec2 },
      {
        Filters: [
          { Name: `tag:${STACK_TAG}`, Values: [stackName] },
          { Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] },
        ],
      },
    ),
    ({ Reservations }) => Reservations?.flatMap(({ Instances = [] }) => Instances),
  );
  return found.map(({ InstanceId = '', LaunchTime, Tags = [] }) => ({
    id: InstanceId,
    launchedAt: LaunchTime,
    isManaged: Tags.some(({ Key }) => Key === GROUP_TAG),
  }));
}
