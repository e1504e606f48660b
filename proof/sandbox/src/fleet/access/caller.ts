import * as z from 'zod';
import { AwsError } from '../api/aws-error.ts';
import type { ForwardedReply, IncomingCall, Region } from '../region/region.ts';

/** Who signed a request. */
export interface Caller {
  readonly kind: 'root' | 'role' | 'user' | 'administrator';
  readonly arn: string;
  /** The role's or user's name; 'root' or 'administrator' for the other kinds. */
  readonly name: string;
}

const refusalSchema = z.object({ __type: z.string(), message: z.string() });

/**
 * Identifies the signer of a call and verifies the signature, with the emulator's help.
 * Throws AwsError when the credentials or the signature are not valid.
 */
export async function identify(
  region: Pick<Region, 'probe'>,
  call: IncomingCall,
  rootAccessKeyId: string,
): Promise<Caller> {
  const accessKeyId = /Credential=([^/,\s]+)\//.exec(call.headers.authorization ?? '')?.[1];
  if (accessKeyId === undefined)
    throw new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
  if (accessKeyId === rootAccessKeyId)
    return { kind: 'root', arn: 'arn:aws:iam::000000000000:root', name: 'root' };
  return callerOf(await region.probe(call));
}

/** Names of errors in the protocol of the probed service, and what the Query protocol calls them. */
const queryCodes: Readonly<Record<string, string>> = {
  UnrecognizedClientException: 'InvalidClientTokenId',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  IncompleteSignatureException: 'IncompleteSignature',
  ExpiredTokenException: 'ExpiredToken',
  MissingAuthenticationTokenException: 'MissingAuthenticationToken',
};

/** Reads the emulator's reply to an action that nobody is granted by name. */
export function callerOf({ body }: ForwardedReply): Caller {
  const { __type: type, message } = parseRefusal(body);
  const arn = /^User: (arn:\S+) is not authorized to perform/.exec(message)?.[1];
  if (arn !== undefined) return { ...nameOf(arn), arn };
  // The action was let through to a service that cannot read its form: whoever asks may do everything, and is not named.
  if (type === 'SerializationException') {
    return { kind: 'administrator', arn: 'arn:aws:iam::000000000000:administrator', name: 'administrator' };
  }
  throw new AwsError(queryCodes[type] ?? type, message, 403);
}

function nameOf(arn: string): Pick<Caller, 'kind' | 'name'> {
  const resource = arn.split(':').slice(5).join(':');
  const [type, name = resource] = resource.split('/');
  return type === 'assumed-role' ? { kind: 'role', name } : { kind: 'user', name };
}

function parseRefusal(body: string): z.infer<typeof refusalSchema> {
  try {
    return refusalSchema.parse(JSON.parse(body));
  } catch {
    return { __type: 'InternalFailure', message: body };
  }
}
