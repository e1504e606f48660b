import type { CfnElement } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { groupNamePrefix, type LogicalId } from '@agent-aws-stack/contract';
import { core } from './cdk.ts';

/** The construct id that the CDK leaves out of logical ids. */
const TRANSPARENT_ID = 'Default';

/** Names of the resources of one fleet. Two fleets in a stack get different names and logical ids. */
export class FleetNames {
  /** Prefix of the names of parameters, alarms, log groups and policies. */
  readonly fleet: string;
  /** Start of the name that CloudFormation generates for the Auto Scaling group. */
  readonly groupPrefix: string;
  readonly #logicalIdPrefix: string;

  /**
   * A fleet with the id `Default`, directly in a stack, has the stack's name and the logical ids that the command line deploys.
   * @param fleetName - @default the stack's name, followed by the ids of the constructs between stack and fleet
   */
  constructor(fleet: IConstruct, fleetName?: string) {
    const stack = core.Stack.of(fleet);
    const ids = fleet.node.scopes
      .slice(stack.node.scopes.length)
      .map(({ node }) => node.id)
      .filter((id) => id !== TRANSPARENT_ID);
    this.fleet = fleetName ?? [stack.stackName, ...ids].join('-');
    this.#logicalIdPrefix = ids.join('').replaceAll(/[^A-Za-z0-9]/g, '');
    this.groupPrefix = groupNamePrefix(stack.stackName, this.#logicalIdPrefix);
  }

  /** Gives a construct's resource a fixed logical id, wherever the construct is in the tree. */
  keepLogicalId(construct: IConstruct, id: LogicalId): void {
    const element = construct.node.defaultChild ?? construct;
    if (!core.CfnElement.isCfnElement(element)) {
      throw new TypeError(
        `${construct.node.path} has no CloudFormation resource to which to give the logical id ${id}`,
      );
    }
    (element as CfnElement).overrideLogicalId(`${this.#logicalIdPrefix}${id}`);
  }
}
