import { DescribeKeyCommand, GetKeyPolicyCommand } from '@aws-sdk/client-kms';
import { ask, type AwsClients } from '../aws/clients.ts';
import { unlessAbsent } from '../aws/unless-absent.ts';

/** The key that encrypts the logs of the Lambdas. */
export interface LogKey {
  /** CloudWatch Logs can use it only if this is `Enabled`. */
  readonly state: string;
  /** CloudWatch Logs can use it only if this is `SYMMETRIC_DEFAULT`. */
  readonly spec: string;
  /** The key policy, in JSON. */
  readonly policy: string;
}

/** The key with this ARN; undefined if there is no such key. @throws AwsError */
export async function logKeyOf({ kms }: Pick<AwsClients, 'kms'>, arn: string): Promise<LogKey | undefined> {
  const found = await unlessAbsent(
    ask('kms:DescribeKey', `key ${arn}`, (options) =>
      kms.send(new DescribeKeyCommand({ KeyId: arn }), options),
    ),
    /^NotFoundException$/,
  );
  if (found?.KeyMetadata === undefined) return undefined;
  const { KeyState: state = 'unknown', KeySpec: spec = 'unknown' } = found.KeyMetadata;
  const { Policy: policy = '{}' } = await ask('kms:GetKeyPolicy', `key ${arn}`, (options) =>
    kms.send(new GetKeyPolicyCommand({ KeyId: arn, PolicyName: 'default' }), options),
  );
  return { state, spec, policy };
}
