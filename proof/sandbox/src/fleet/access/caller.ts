import * as z from 'zod';
import { AwsError } from '../api/aws-error.ts';
import type { ForwardedReply, IncomingCall, Region } from '../region/region.ts';

/** The signer of a request. */
export interface Caller {
  /** `administrator`: a role or user that is allowed every action. The simulator cannot find out which role or user. */
  readonly kind: 'root' | 'role' | 'user' | 'administrator';
  readonly arn: string;
  /** The name of the role or user; 'root' or 'administrator' for the other kinds. */
  readonly name: string;
}

const errorSchema = z.object({ __type: z.string(), message: z.string() });

/**
 * Identifies the signer of a call. The emulator verifies all signatures except the root user's, which nothing verifies.
 * Throws AwsError if the credentials or the signature are not valid.
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

/** Error names of the Query protocol, by those of the JSON protocol. The emulator answers the probe in the JSON protocol. */
const queryCodes: Readonly<Record<string, string>> = {
  UnrecognizedClientException: 'InvalidClientTokenId',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  IncompleteSignatureException: 'IncompleteSignature',
  ExpiredTokenException: 'ExpiredToken',
  MissingAuthenticationTokenException: 'MissingAuthenticationToken',
};

/** Identifies the caller by the emulator's reply to a probe; see Region.probe. */
export function callerOf({ body }: ForwardedReply): Caller {
  const { __type: type, message } = parseError(body);
  const arn = /^User: (arn:\S+) is not authorized to perform/.exec(message)?.[1];
  if (arn !== undefined) return { ...nameOf(arn), arn };
  // IAM let the probe through, and KMS could not parse it. Only an administrator is allowed to call unknown actions.
  // The reply does not name the caller.
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

function parseError(body: string): z.infer<typeof errorSchema> {
  try {
    return errorSchema.parse(JSON.parse(body));
  } catch {
    return { __type: 'InternalFailure', message: body };
  }
}
