import type { AwsClients } from '../aws/clients.ts';
import { keyPolicyOf } from './key-policy.ts';
import { kmsKeyOf, type KmsKey } from './kms-key.ts';

/** The key that encrypts the logs of the Lambdas. CloudWatch Logs can use it only if `isUsable(state)`, and if `spec` is SYMMETRIC_DEFAULT. */
export interface LogKey extends Pick<KmsKey, 'state' | 'spec'> {
  /** The key policy, in JSON. */
  readonly policy: string;
}

/** The key with this ARN; undefined if there is no such key. @throws AwsError */
export async function logKeyOf(aws: Pick<AwsClients, 'kms'>, arn: string): Promise<LogKey | undefined> {
  const key = await kmsKeyOf(aws, arn);
  return key && { state: key.state, spec: key.spec, policy: await keyPolicyOf(aws, arn) };
}
