import { DescribeStacksCommand, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { ask, type AwsClients } from '../../aws/clients.ts';
import { collect } from '../../aws/collect.ts';
import { NothingToAskError } from '../fact.ts';
import type { Stack } from '../facts.ts';
import { unlessAbsent } from './settle.ts';

export async function stackOf({ cloudFormation }: AwsClients, name: string): Promise<Stack | undefined> {
  const found = await unlessAbsent(
    ask('cloudformation:DescribeStacks', `stack ${name}`, (options) =>
      cloudFormation.send(new DescribeStacksCommand({ StackName: name }), options),
    ),
    /^ValidationError$/,
  );
  const stack = found?.Stacks?.[0];
  return (
    stack && {
      status: stack.StackStatus ?? 'unknown',
      statusReason: stack.StackStatusReason || undefined,
      drift: stack.DriftInformation?.StackDriftStatus ?? 'NOT_CHECKED',
      roleArn: stack.RoleARN,
      createdAt: stack.CreationTime ?? new Date(0),
      deployedAt: stack.LastUpdatedTime ?? stack.CreationTime ?? new Date(0),
    }
  );
}

/** What a deployed stack made, by logical id. */
export class StackResources {
  readonly #stackName: string;
  readonly #resources: readonly { readonly id: string; readonly type: string; readonly physicalId: string }[];

  constructor(stackName: string, resources: readonly { id: string; type: string; physicalId: string }[]) {
    this.#stackName = stackName;
    this.#resources = resources;
  }

  /** Name or id of the one resource with this logical id. @throws NothingToAskError */
  named(logicalId: string): string {
    const found = this.#resources.find(({ id }) => id === logicalId);
    if (found === undefined) throw new NothingToAskError(`stack ${this.#stackName} has no ${logicalId}`);
    return found.physicalId;
  }

  has(logicalId: string): boolean {
    return this.#resources.some(({ id }) => id === logicalId);
  }

  ofType(type: string): readonly string[] {
    return this.#resources.filter((each) => each.type === type).map(({ physicalId }) => physicalId);
  }
}

/** What to say of anything that a stack would have made. */
export const noStack = (name: string): NothingToAskError =>
  new NothingToAskError(`there is no stack ${name}`);

/** @throws NothingToAskError when there is no stack */
export async function resourcesOf(
  { cloudFormation }: AwsClients,
  stackName: string,
  stack: Stack | undefined,
): Promise<StackResources> {
  if (stack === undefined) throw noStack(stackName);
  const pages = paginateListStackResources({ client: cloudFormation }, { StackName: stackName });
  const resources = await collect(
    'cloudformation:ListStackResources',
    `stack ${stackName}`,
    pages,
    ({ StackResourceSummaries }) => StackResourceSummaries,
  );
  return new StackResources(
    stackName,
    resources.flatMap(({ LogicalResourceId: id = '', ResourceType: type = '', PhysicalResourceId }) =>
      PhysicalResourceId ? [{ id, type, physicalId: PhysicalResourceId }] : [],
    ),
  );
}
