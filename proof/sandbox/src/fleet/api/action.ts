import * as z from 'zod';
import type { IamResource } from '../access/authorize.ts';
import type { GroupKeeper } from '../group/keeper.ts';
import type { GroupRegistry } from '../group/registry.ts';
import type { Simulation } from '../simulation.ts';
import { AwsError, validationError } from './aws-error.ts';
import type { QueryValue, ResultValue } from './query-protocol.ts';

/** The parts of the simulator that actions use. */
export interface ActionContext {
  readonly simulation: Simulation;
  readonly registry: GroupRegistry;
  readonly keeper: GroupKeeper;
}

export interface ActionCall {
  readonly context: ActionContext;
  /** The name of the caller's role or user. */
  readonly by: string;
  /** The unparsed request body. */
  readonly body: string;
}

/** An action with validated parameters: the resource for which IAM must allow it, and a function that runs it. */
export interface PreparedAction {
  readonly resource: IamResource;
  /** Throws AwsError if the state of the group does not allow the action. */
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

/** Defines an action, which throws AwsError ValidationError if parameters do not match the schema. */
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

/** For actions without a resource, such as Describe actions. */
export const anyResource: IamResource = { arn: '*', tags: [] };

/**
 * The group as an IAM resource. An unknown group gets an ARN that contains only its name, so that a caller without
 * permission cannot find out whether the group exists.
 */
export function groupResource(name: string, { registry }: ActionContext): IamResource {
  const group = registry.find(name);
  if (group !== undefined) return { arn: group.definition.arn, tags: group.tags };
  return { arn: `arn:aws:autoscaling:*:*:autoScalingGroup:*:autoScalingGroupName/${name}`, tags: [] };
}

/** The group of an instance as an IAM resource. Throws AwsError ValidationError if the instance is in no group. */
export function instanceResource(id: string, { registry }: ActionContext): IamResource {
  const { definition, tags } = registry.getInstance(id).group;
  return { arn: definition.arn, tags };
}

export const booleanParameter = z.enum(['true', 'false']).transform((value) => value === 'true');
export const countParameter = z
  .string()
  .regex(/^\d{1,9}$/, 'Member must be a whole number, greater than or equal to 0')
  .transform(Number);
export const nameParameter = z.string().min(1).max(1600);
/** The number of records per page: 50 by default, at most 100. */
export const recordsParameter = countParameter.pipe(z.number().min(1).max(100)).default(50);

/** Returns one page of a list. Throws AwsError InvalidNextToken if the token is not valid. */
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
