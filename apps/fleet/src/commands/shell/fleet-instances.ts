import { APPLICATION_TAG } from '@agent-aws-stack/contract';
import { paginateDescribeInstances } from '@aws-sdk/client-ec2';
import type { AwsClients } from '../../aws/clients.ts';
import { collect } from '../../aws/collect.ts';
import { STACK_TAG } from '../../observe/stack-tag.ts';

/** A running instance of a fleet. */
export interface FleetInstance {
  readonly id: string;
  readonly stackName: string;
  readonly launchedAt: Date | undefined;
}

/** The running instances of one fleet, or of all fleets of the region, newest first. @throws AwsError */
export async function fleetInstances(
  { ec2 }: Pick<AwsClients, 'ec2'>,
  stackName: string | undefined,
): Promise<readonly FleetInstance[]> {
  const Filters = [
    { Name: 'instance-state-name', Values: ['running'] },
    // A fleet's own tags may give the application tag another value. Then only the stack's name finds the fleet's instances.
    ...(stackName === undefined
      ? [
          { Name: `tag:${APPLICATION_TAG.key}`, Values: [APPLICATION_TAG.value] },
          { Name: 'tag-key', Values: [STACK_TAG] },
        ]
      : [{ Name: `tag:${STACK_TAG}`, Values: [stackName] }]),
  ];
  const found = await collect(
    'ec2:DescribeInstances',
    stackName === undefined ? 'instances of fleets' : `instances of stack ${stackName}`,
    paginateDescribeInstances({ client: ec2 }, { Filters }),
    ({ Reservations }) => Reservations?.flatMap(({ Instances = [] }) => Instances),
  );
  return found
    .map(({ InstanceId = '', LaunchTime, Tags = [] }) => ({
      id: InstanceId,
      stackName: Tags.find(({ Key }) => Key === STACK_TAG)?.Value ?? '',
      launchedAt: LaunchTime,
    }))
    .sort((one, other) => (other.launchedAt?.getTime() ?? 0) - (one.launchedAt?.getTime() ?? 0));
}
