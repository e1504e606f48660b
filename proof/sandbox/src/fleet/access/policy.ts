import * as z from 'zod';
import type { PolicyDocument } from '../region/region.ts';
import { type RequestContext, conditionsHold, substitute } from './conditions.ts';

const oneOrMore = z.union([z.string(), z.array(z.string())]);
/** JSON policies may have true for "true". */
const conditionValue = z.union([z.string(), z.boolean(), z.number()]).transform(String);

const statementSchema = z.looseObject({
  Effect: z.enum(['Allow', 'Deny']),
  Resource: oneOrMore.optional(),
  NotResource: oneOrMore.optional(),
  Condition: z
    .record(z.string(), z.record(z.string(), z.union([conditionValue, z.array(conditionValue)])))
    .optional(),
});

const documentSchema = z.looseObject({
  Statement: z.union([statementSchema.transform((statement) => [statement]), z.array(statementSchema)]),
});

/**
 * A policy as it is for one request: statements whose conditions do not hold are left out, the others lose their
 * conditions, and policy variables in resources are filled in. Undefined when no statement is left.
 */
export function policyForRequest(
  document: PolicyDocument,
  context: RequestContext,
): PolicyDocument | undefined {
  const policy = documentSchema.parse(JSON.parse(document));
  const statements = policy.Statement.filter(
    ({ Condition }) => Condition === undefined || conditionsHold(Condition, context),
  ).map((statement) => ({
    ...statement,
    Condition: undefined,
    Resource: filledIn(statement.Resource, context),
    NotResource: filledIn(statement.NotResource, context),
  }));
  return statements.length === 0 ? undefined : JSON.stringify({ ...policy, Statement: statements });
}

/** Undefined, which JSON leaves out, for an element that is not there. */
function filledIn(resources: string | string[] | undefined, context: RequestContext): string[] | undefined {
  return resources === undefined
    ? undefined
    : [resources].flat().map((resource) => substitute(resource, context));
}
