import type { StackResource } from '@agent-aws-stack/aws-clients/cloudformation';
import type { AwsClients } from '../aws/clients.ts';
import { NothingToAskError } from './fact.ts';
import type { Stack } from './facts.ts';

/** What a deployed stack made, by logical id. */
export class StackResources {
  readonly #stackName: string;
  readonly #resources: readonly StackResource[];

  constructor(stackName: string, resources: readonly StackResource[]) {
    this.#stackName = stackName;
    this.#resources = resources;
  }

  /** Name or id of the one resource with this logical id. @throws NothingToAskError */
  named(logicalId: string): string {
    const found = this.#resources.find((each) => each.logicalId === logicalId);
    if (found === undefined) throw new NothingToAskError(`stack ${this.#stackName} has no ${logicalId}`);
    return found.physicalId;
  }

  has(logicalId: string): boolean {
    return this.#resources.some((each) => each.logicalId === logicalId);
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
  { stacks }: Pick<AwsClients, 'stacks'>,
  stackName: string,
  stack: Stack | undefined,
): Promise<StackResources> {
  if (stack === undefined) throw noStack(stackName);
  return new StackResources(stackName, await stacks.resources(stackName));
}
