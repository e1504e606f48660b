import * as z from 'zod/mini';
import { InvalidEventError } from './errors.ts';

const text = z.string().check(z.minLength(1));
const httpsAddress = z
  .string()
  .check(z.refine((address) => URL.canParse(address) && new URL(address).protocol === 'https:'));

/** What every answer repeats; an event that lacks some of it is still worth a refusal. */
const returnAddressSchema = z.object({
  ResponseURL: httpsAddress,
  StackId: z.catch(text, 'unknown'),
  RequestId: z.catch(text, 'unknown'),
  LogicalResourceId: z.catch(text, 'unknown'),
  PhysicalResourceId: z.catch(z.optional(text), undefined),
});

/** Where CloudFormation waits for the answer, and how it knows what is answered. */
export type ReturnAddress = z.infer<typeof returnAddressSchema>;

const identified = { StackId: text, RequestId: text, LogicalResourceId: text };
const suspensionSchema = z.object({
  ...identified,
  RequestType: z.enum(['Create', 'Update']),
  ResourceProperties: z.object({ AutoScalingGroupName: text }),
});
/** Asks for nothing but its type: a resource that was never made right must still be deletable. */
const deletionSchema = z.object({ RequestType: z.literal('Delete') });
const requestSchema = z.discriminatedUnion('RequestType', [suspensionSchema, deletionSchema]);

export type Request = z.infer<typeof requestSchema>;

/** @throws InvalidEventError when there is no address to answer to */
export function returnAddressOf(event: unknown): ReturnAddress {
  return parse(returnAddressSchema, event);
}

/** @throws InvalidEventError */
export function requestOf(event: unknown): Request {
  return parse(requestSchema, event);
}

function parse<Schema extends z.ZodMiniType>(schema: Schema, event: unknown): z.infer<Schema> {
  const parsed = z.safeParse(schema, event);
  if (parsed.success) return parsed.data;
  // Field names only: the values may hold the presigned address.
  const fields = parsed.error.issues.map((issue) => issue.path.join('.') || 'the event itself');
  throw new InvalidEventError([...new Set(fields)]);
}
