import * as z from 'zod';
import type { PolicyDocument } from '../region/region.ts';
import { type RequestContext, conditionsHold, substitute } from './conditions.ts';

const oneOrMore = z.union([z.string(), z.array(z.string())]);
/** Policies may contain JSON booleans and numbers instead of strings. */
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
 * Reduces a policy to what applies to one request: leaves out statements whose conditions are not met, removes the
 * conditions of all others, and replaces policy variables in resources. Returns undefined if no statement is left.
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
    Resource: substituteAll(statement.Resource, context),
    NotResource: substituteAll(statement.NotResource, context),
  }));
  return statements.length === 0 ? undefined : JSON.stringify({ ...policy, Statement: statements });
}

/** Returns undefined for a missing element, so that JSON.stringify leaves it out. */
function substituteAll(
  resources: string | string[] | undefined,
  context: RequestContext,
): string[] | undefined {
  return resources === undefined
    ? undefined
    : [resources].flat().map((resource) => substitute(resource, context));
}
