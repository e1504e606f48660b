import { paginateDescribeAutoScalingGroups, type AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import { APPLICATION_TAG, LOGICAL_IDS, STACK_DESCRIPTION } from '@agent-aws-stack/contract';
import type { AwsClients } from '../aws/clients.ts';
import { collect } from '../aws/collect.ts';

/** A fleet that is deployed in the region. */
export interface RegionFleet {
  readonly stackName: string;
  /** CloudFormation's value, e.g. UPDATE_COMPLETE. */
  readonly status: string;
  readonly deployedAt: Date;
  /** Undefined if the stack has no group, for example after a failed first deployment. */
  readonly group: { readonly min: number; readonly max: number; readonly desired: number } | undefined;
}

/**
 * The fleets of the account in the region of the clients, sorted by name. A stack is a fleet if it has a fleet's group, or a fleet's description.
 * @throws AwsError
 */
export async function regionFleets({
  stacks,
  autoScaling,
}: Pick<AwsClients, 'stacks' | 'autoScaling'>): Promise<readonly RegionFleet[]> {
  const query = {
    IncludeInstances: false,
    Filters: [{ Name: `tag:${APPLICATION_TAG.key}`, Values: [APPLICATION_TAG.value] }],
  };
  const [all, groups] = await Promise.all([
    stacks.all(),
    collect(
      'autoscaling:DescribeAutoScalingGroups',
      'groups of the account',
      paginateDescribeAutoScalingGroups({ client: autoScaling }, query),
      ({ AutoScalingGroups }) => AutoScalingGroups,
    ),
  ]);
  const groupOf = new Map(groups.flatMap((group) => withStack(group) ?? []));
  return all
    .filter(({ name, description }) => description === STACK_DESCRIPTION || groupOf.has(name))
    .map(({ name, status, deployedAt }) => ({
      ...{ stackName: name, status, deployedAt },
      group: groupOf.get(name),
    }))
    .sort((one, other) => one.stackName.localeCompare(other.stackName));
}

/** One entry for a map: the name of the group's stack, and the group's size. Undefined if CloudFormation did not create the group for a fleet. */
function withStack({ Tags = [], MinSize = 0, MaxSize = 0, DesiredCapacity = 0 }: AutoScalingGroup) {
  const tag = (key: string) => Tags.find(({ Key }) => Key === `aws:cloudformation:${key}`)?.Value;
  const stackName = tag('stack-name');
  if (stackName === undefined || tag('logical-id') !== LOGICAL_IDS.group) return undefined;
  return [[stackName, { min: MinSize, max: MaxSize, desired: DesiredCapacity }] as const];
}
