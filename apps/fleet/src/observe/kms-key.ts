import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { ask, type AwsClients } from '../aws/clients.ts';
import { unlessAbsent } from '../aws/unless-absent.ts';

export interface KmsKey {
  readonly arn: string;
  /** It can decrypt only if this is `Enabled`. */
  readonly state: string;
  /** `SYMMETRIC_DEFAULT` for a symmetric key. */
  readonly spec: string;
  /** Whether it is a key such as alias/aws/ebs, whose policy AWS writes. */
  readonly isManagedByAws: boolean;
}

/** A key by id, ARN, alias or alias ARN; an id or alias is looked up in the caller's account and region. Undefined if there is none. @throws AwsError */
export async function kmsKeyOf({ kms }: Pick<AwsClients, 'kms'>, key: string): Promise<KmsKey | undefined> {
  const found = await unlessAbsent(
    ask('kms:DescribeKey', `key ${key}`, (options) =>
      kms.send(new DescribeKeyCommand({ KeyId: key }), options),
    ),
    /^NotFoundException$/,
  );
  if (found?.KeyMetadata === undefined) return undefined;
  const {
    Arn: arn = key,
    KeyState: state = 'unknown',
    KeySpec: spec = 'unknown',
    KeyManager,
  } = found.KeyMetadata;
  return { arn, state, spec, isManagedByAws: KeyManager === 'AWS' };
}
