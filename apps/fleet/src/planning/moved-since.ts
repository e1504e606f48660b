import { isDeepStrictEqual } from 'node:util';
import { compareTemplates } from './compare-templates.ts';
import type { ComparedTemplates, PlanFile, Template } from './plan-file.ts';
import { renderValueChange } from './render-value.ts';

/** The parts of a plan that are compared: account, region, and the templates of each fleet. */
export type PresentPlan = Pick<PlanFile, 'account' | 'region' | 'fleets'>;

/** A sentence for each difference between a plan that was written to a file and the same plan made now; none if it still holds. */
export function movedSince(plan: PresentPlan, present: PresentPlan): readonly string[] {
  const { account, region } = present;
  if (plan.account !== account || plan.region !== region) {
    return [
      `it is for account ${plan.account}, region ${plan.region}, not account ${account}, region ${region}`,
    ];
  }
  return plan.fleets.flatMap((planned) => {
    const now = present.fleets.find(({ stackName }) => stackName === planned.stackName);
    return now === undefined ? [] : movedTemplates(planned, now);
  });
}

function movedTemplates(planned: ComparedTemplates, now: ComparedTemplates): readonly string[] {
  const { stackName } = planned;
  // Compares the kinds of dangers, not their messages, which may name the fleet's capacity. So a danger stays approved if only the
  // capacity has changed.
  const approved = new Set(planned.dangers.map(({ kind }) => kind));
  const dangers = now.dangers.filter(({ kind }) => !approved.has(kind)).map(({ message }) => message);
  return [
    ...describeMove(`stack ${stackName} has changed since`, planned.deployed, now.deployed),
    ...describeMove(
      `the template for stack ${stackName} has changed since (configuration, image or version)`,
      planned.wanted,
      now.wanted,
    ),
    ...(dangers.length === 0
      ? []
      : [[`deploying ${stackName} would now terminate running jobs:`, ...dangers].join('\n      ')]),
  ];
}

function describeMove(what: string, before: Template | null, after: Template | null): readonly string[] {
  if (isDeepStrictEqual(asJson(before), asJson(after))) return [];
  if (after === null) return [`${what}: it was deleted`];
  if (before === null) return [`${what}: it was created`];
  const changes = compareTemplates(before, after).flatMap(({ logicalId, kind, properties }) => {
    const values = properties.flatMap((property) => property.values.map(renderValueChange));
    return values.length === 0 ? [`${kind} ${logicalId}`] : values.map((value) => `${logicalId} ${value}`);
  });
  return [[`${what}:`, ...changes.map((change) => `  ${change}`)].join('\n    ')];
}

/** The value as a plan's file holds it: JSON drops keys whose value is undefined. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
