import { LOGICAL_IDS } from '@agent-aws-stack/contract';
import type { AwsClients } from '../aws/clients.ts';
import type { PresentGroup } from '../observe/deployed-stack.ts';
import { known, type Fact } from '../observe/fact.ts';
import { scaleReturnOf, type ScaleReturn } from '../observe/scale-return.ts';
import { scheduledActionsOf } from '../observe/scheduled-actions.ts';
import { settle } from '../observe/settle.ts';
import { clock } from '../render/render-entry.ts';
import type { ResourceChange } from './compare-templates.ts';

interface Limits {
  readonly min: number;
  readonly max: number;
}

/** A `scale --for` that a deployment ends, because the deployment sets the configured limits. */
export interface EndedScale {
  readonly group: string;
  /** The limits that `scale --for` has set. */
  readonly present: Limits;
  readonly configured: Limits;
  readonly scaleReturn: ScaleReturn;
}

/** Looks up whether a deployment with these changes ends a `scale --for`. Asks AWS only if the deployment sets the group's limits. */
export async function endedScale(
  aws: AwsClients,
  changes: readonly ResourceChange[],
  present: PresentGroup | undefined,
  configured: Limits,
): Promise<Fact<EndedScale | undefined>> {
  if (present === undefined || !setsLimits(changes)) return known(undefined);
  const actions = await settle(scheduledActionsOf(aws, present.name));
  if (!actions.known) return actions;
  const scaleReturn = scaleReturnOf(actions.value);
  const { name: group, minSize: min, maxSize: max } = present;
  return known(scaleReturn && { group, present: { min, max }, configured, scaleReturn });
}

/**
 * Whether a deployment updates the group, and with it its limits. A changed launch template updates the group too, because the group names the
 * template's latest version. If the group is replaced or removed, its scheduled actions are deleted with it.
 */
function setsLimits(changes: readonly ResourceChange[]): boolean {
  const kindOf = (id: string) => changes.find(({ logicalId }) => logicalId === id)?.kind;
  const group = kindOf(LOGICAL_IDS.group);
  return group === 'update' || (group === undefined && kindOf(LOGICAL_IDS.launchTemplate) === 'update');
}

/** A sentence about the `scale --for` that the deployment ends, or about why that is unknown; none if the deployment ends none. */
export function renderEndedScale(fact: Fact<EndedScale | undefined>): readonly string[] {
  if (!fact.known) return [`Not known whether \`scale --for\` is in effect: ${fact.why}`];
  if (fact.value === undefined) return [];
  const { present, configured, scaleReturn } = fact.value;
  return [
    `\`scale --for\` has set the group's minimum to ${present.min} and its maximum to ${present.max} until ${clock(scaleReturn.at)} UTC. ` +
      `This deployment ends that: it sets the minimum to ${configured.min} and the maximum to ${configured.max}, and deletes the scheduled return.`,
  ];
}
