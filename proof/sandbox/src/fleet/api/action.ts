import * as z from 'zod';
import type { IamResource } from '../access/authorise.ts';
import type { GroupKeeper } from '../group/keeper.ts';
import type { GroupRegistry } from '../group/registry.ts';
import type { Simulation } from '../simulation.ts';
import { AwsError, validationError } from './aws-error.ts';
import type { QueryValue, ResultValue } from './query-protocol.ts';

/** What actions work on. */
export interface ActionContext {
  readonly simulation: Simulation;
  readonly registry: GroupRegistry;
  readonly keeper: GroupKeeper;
}

export interface ActionCall {
  readonly context: ActionContext;
  /** Name of the role, or user, that asks. */
  readonly by: string;
  /** The request as it came. */
  readonly body: string;
}

/** A request whose parameters are valid: what it is about, and how it is done. */
export interface PreparedAction {
  readonly resource: IamResource;
  /** Throws AwsError for what the group's state does not allow. */
  run(call: ActionCall): ResultValue | Promise<ResultValue>;
}

export type Action = (
  parameters: Readonly<Record<string, QueryValue>>,
  context: ActionContext,
) => PreparedAction;

export interface ActionDefinition<Schema extends z.ZodType> {
  readonly schema: Schema;
  readonly resource: (input: z.infer<Schema>, context: ActionContext) => IamResource;
  readonly run: (input: z.infer<Schema>, call: ActionCall) => ResultValue | Promise<ResultValue>;
}

/** An action throws AwsError ValidationError for parameters that do not fit its schema. */
export function defineAction<Schema extends z.ZodType>({
  schema,
  resource,
  run,
}: ActionDefinition<Schema>): Action {
  return (parameters, context) => {
    const input = parse(schema, parameters);
    return { resource: resource(input, context), run: (call) => run(input, call) };
  };
}

function parse<Schema extends z.ZodType>(schema: Schema, parameters: object): z.infer<Schema> {
  const parsed = schema.safeParse(parameters);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `at '${path.join('.')}' failed: ${message}`,
  );
  throw validationError(`${problems.length} validation error(s) detected: ${problems.join('; ')}`);
}

/** For actions that take no resource of their own. */
export const anyResource: IamResource = { arn: '*', tags: [] };

/** The group as IAM sees it; one that is not there by its name alone, so that strangers learn nothing. */
export function groupResource(name: string, { registry }: ActionContext): IamResource {
  const group = registry.find(name);
  if (group !== undefined) return { arn: group.definition.arn, tags: group.definition.tags };
  return { arn: `arn:aws:autoscaling:*:*:autoScalingGroup:*:autoScalingGroupName/${name}`, tags: [] };
}

/** The group of an instance. Throws AwsError ValidationError when it is in none. */
export function instanceResource(id: string, { registry }: ActionContext): IamResource {
  const { definition } = registry.getInstance(id).group;
  return { arn: definition.arn, tags: definition.tags };
}

export const booleanParameter = z.enum(['true', 'false']).transform((value) => value === 'true');
export const countParameter = z
  .string()
  .regex(/^\d{1,9}$/, 'Member must be a whole number, greater than or equal to 0')
  .transform(Number);
export const nameParameter = z.string().min(1).max(1600);
/** Records a page: 50 unless told, 100 at most. */
export const recordsParameter = countParameter.pipe(z.number().min(1).max(100)).default(50);

/** One page of a list. Throws AwsError InvalidNextToken. */
export function page<Item>(
  items: readonly Item[],
  { MaxRecords, NextToken }: { readonly MaxRecords: number; readonly NextToken?: string | undefined },
): { readonly items: readonly Item[]; readonly nextToken: string | undefined } {
  const start = NextToken === undefined ? 0 : Number(Buffer.from(NextToken, 'base64url').toString('utf8'));
  if (!Number.isSafeInteger(start) || start < 0)
    throw new AwsError('InvalidNextToken', 'The token is not valid.');
  const end = start + MaxRecords;
  const nextToken = end < items.length ? Buffer.from(String(end)).toString('base64url') : undefined;
  return { items: items.slice(start, end), nextToken };
}
