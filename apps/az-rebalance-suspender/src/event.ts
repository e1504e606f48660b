import type { SuspensionProperties } from '@agent-aws-stack/contract';
import * as z from 'zod/mini';

/** The event is not valid for this function's custom resource. The message names the invalid fields. */
export class InvalidEventError extends Error {
  override readonly name = 'InvalidEventError';
  readonly fields: readonly string[];

  constructor(fields: readonly string[]) {
    super(`The custom resource's event has invalid fields: ${fields.join(', ')}`);
    this.fields = fields;
  }
}

// Not minLength: it compares the `length` of any value, even of an object, and throws if that `length` cannot be compared.
const text = z.string().check(z.regex(/[^]/));
const httpsUrl = z.string().check(z.refine((url) => URL.canParse(url) && new URL(url).protocol === 'https:'));

/** Where to send a response, and the fields that the response repeats. Only the URL is required, so that a FAILED response can be sent if an id is missing. */
const responseTargetSchema = z.object({
  ResponseURL: httpsUrl,
  StackId: z.catch(text, 'unknown'),
  RequestId: z.catch(text, 'unknown'),
  LogicalResourceId: z.catch(text, 'unknown'),
  PhysicalResourceId: z.catch(z.optional(text), undefined),
});

/** The URL for CloudFormation's response, and the ids of the request. */
export type ResponseTarget = z.infer<typeof responseTargetSchema>;

const requestIds = { StackId: text, RequestId: text, LogicalResourceId: text };
const suspendRequestSchema = z.object({
  ...requestIds,
  RequestType: z.enum(['Create', 'Update']),
  ResourceProperties: z.object({ AutoScalingGroupName: text } satisfies Record<
    keyof SuspensionProperties,
    unknown
  >),
});
/** A delete needs only the type, so that CloudFormation can delete a resource whose creation failed. */
const deleteRequestSchema = z.object({ RequestType: z.literal('Delete') });
const requestSchema = z.discriminatedUnion('RequestType', [suspendRequestSchema, deleteRequestSchema]);

export type Request = z.infer<typeof requestSchema>;

/** @throws InvalidEventError if the event has no https URL to respond to */
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
  // Only the names of the fields: the values may contain the presigned URL, which is secret.
  const fields = parsed.error.issues.map((issue) => issue.path.join('.') || 'the event itself');
  throw new InvalidEventError([...new Set(fields)]);
}
