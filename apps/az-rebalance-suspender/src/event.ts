import type { SuspensionProperties } from '@agent-aws-stack/contract';
import * as z from 'zod/mini';

/** Not an event of the custom resource that this function serves; names the wrong fields. */
export class InvalidEventError extends Error {
  override readonly name = 'InvalidEventError';
  readonly fields: readonly string[];

  constructor(fields: readonly string[]) {
    super(`The custom resource's event is not valid in ${fields.join(', ')}`);
    this.fields = fields;
  }
}

const text = z.string().check(z.minLength(1));
const httpsUrl = z.string().check(z.refine((url) => URL.canParse(url) && new URL(url).protocol === 'https:'));

/** What every response repeats. If all but the URL is missing, a FAILED response can still be sent. */
const responseTargetSchema = z.object({
  ResponseURL: httpsUrl,
  StackId: z.catch(text, 'unknown'),
  RequestId: z.catch(text, 'unknown'),
  LogicalResourceId: z.catch(text, 'unknown'),
  PhysicalResourceId: z.catch(z.optional(text), undefined),
});

/** Where CloudFormation waits for the response, and which request it belongs to. */
export type ResponseTarget = z.infer<typeof responseTargetSchema>;

const identified = { StackId: text, RequestId: text, LogicalResourceId: text };
const suspendRequestSchema = z.object({
  ...identified,
  RequestType: z.enum(['Create', 'Update']),
  ResourceProperties: z.object({ AutoScalingGroupName: text } satisfies Record<
    keyof SuspensionProperties,
    unknown
  >),
});
/** Needs nothing but the type: a resource whose creation failed must still be deletable. */
const deleteRequestSchema = z.object({ RequestType: z.literal('Delete') });
const requestSchema = z.discriminatedUnion('RequestType', [suspendRequestSchema, deleteRequestSchema]);

export type Request = z.infer<typeof requestSchema>;

/** @throws InvalidEventError if the event has no URL to respond to */
export function parseResponseTarget(event: unknown): ResponseTarget {
  return parse(responseTargetSchema, event);
}

/** @throws InvalidEventError */
export function parseRequest(event: unknown): Request {
  return parse(requestSchema, event);
}

function parse<Schema extends z.ZodMiniType>(schema: Schema, event: unknown): z.infer<Schema> {
  const parsed = z.safeParse(schema, event);
  if (parsed.success) return parsed.data;
  // Only the fields' names: the values may contain the presigned URL.
  const fields = parsed.error.issues.map((issue) => issue.path.join('.') || 'the event itself');
  throw new InvalidEventError([...new Set(fields)]);
}
