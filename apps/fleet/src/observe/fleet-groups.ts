import { LOGICAL_IDS, ON_DEMAND_GROUP_ID } from '@agent-aws-stack/contract';
import type { StackResources } from './stack.ts';

/** The names of a fleet's Auto Scaling groups. */
export interface GroupNames {
  readonly main: string;
  /** The group of on-demand instances that stand in for spot instances. Undefined if the fleet has none. */
  readonly onDemand: string | undefined;
}

/** @throws LookupSkippedError if the stack has no group */
export const groupNamesIn = (resources: StackResources): GroupNames => ({
  main: resources.named(LOGICAL_IDS.group),
  onDemand: resources.has(ON_DEMAND_GROUP_ID) ? resources.named(ON_DEMAND_GROUP_ID) : undefined,
});

export const namesOf = ({ main, onDemand }: GroupNames): readonly string[] =>
  onDemand === undefined ? [main] : [main, onDemand];
