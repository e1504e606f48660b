import type { Stack as AnyStack, StackResource } from '@agent-aws-stack/aws-clients/cloudformation';
import type { AwsClients } from '../aws/clients.ts';
import { type Fact, LookupSkippedError } from './fact.ts';

/** The fleet's CloudFormation stack. */
export type Stack = Omit<AnyStack, 'name' | 'description'>;

/** Whether CloudFormation has no such stack. False if the lookup failed. */
export const isNotDeployed = (stack: Fact<Stack | undefined>): boolean =>
  stack.known && stack.value === undefined;

/** The resources of a deployed stack, by logical id. */
export class StackResources {
  readonly #stackName: string;
  readonly #resources: readonly StackResource[];

  constructor(stackName: string, resources: readonly StackResource[]) {
    this.#stackName = stackName;
    this.#resources = resources;
  }

  /** Name or id of the resource with this logical id. @throws LookupSkippedError if there is none */
  named(logicalId: string): string {
    const found = this.#resources.find((each) => each.logicalId === logicalId);
    if (found === undefined) throw new LookupSkippedError(`stack ${this.#stackName} has no ${logicalId}`);
    return found.physicalId;
  }

  has(logicalId: string): boolean {
    return this.#resources.some((each) => each.logicalId === logicalId);
  }

  /** Names or ids of all resources of a CloudFormation type. */
  ofType(type: string): readonly string[] {
    return this.#resources.filter((each) => each.type === type).map(({ physicalId }) => physicalId);
  }
}

/** The error of every lookup that is skipped because its stack does not exist. */
export const noStack = (name: string): LookupSkippedError =>
  new LookupSkippedError(`there is no stack ${name}`);

/** The resources of the fleet's stack. @throws AwsError, LookupSkippedError if there is no stack */
export async function resourcesOf(
  { stacks }: Pick<AwsClients, 'stacks'>,
  stackName: string,
  stack: Stack | undefined,
): Promise<StackResources> {
  if (stack === undefined) throw noStack(stackName);
  return new StackResources(stackName, await stacks.resources(stackName));
}
