import type { CfnElement, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { groupNamePrefix, type LogicalId } from '@agent-aws-stack/contract';
import { core } from './cdk.ts';
import { InvalidFleetPropsError } from './invalid-fleet-props-error.ts';

/** The construct id that the CDK leaves out of logical ids. */
const TRANSPARENT_ID = 'Default';

/** For each stack, the construct path of each fleet, keyed by the prefix of its logical ids. */
const fleetsOf = new WeakMap<Stack, Map<string, string>>();

/** Names of the resources of one fleet. Two fleets in a stack get different logical ids and, by default, different names. */
export class FleetNames {
  /** The fleet's name. The names of its parameters, alarms, log groups and policies contain it. */
  readonly fleet: string;
  /** Start of the name that CloudFormation generates for the Auto Scaling group. */
  readonly groupPrefix: string;
  readonly #logicalIdPrefix: string;

  /**
   * A fleet with the id `Default`, directly in a stack, has the stack's name and the logical ids that the command line deploys.
   * @throws InvalidFleetPropsError if another fleet of the stack would have the same logical ids
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
    this.#claimLogicalIds(stack, fleet.node.path);
  }

  #claimLogicalIds(stack: Stack, path: string): void {
    const fleets = fleetsOf.get(stack) ?? new Map<string, string>();
    const other = fleets.get(this.#logicalIdPrefix);
    if (other !== undefined && other !== path) {
      throw new InvalidFleetPropsError(
        `${path}: its logical ids would be those of ${other}, because they contain only the letters and digits of construct ids. Give one of the two fleets another id.`,
      );
    }
    fleetsOf.set(stack, fleets.set(this.#logicalIdPrefix, path));
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
