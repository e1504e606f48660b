import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { ask, type AwsClients } from '../aws/clients.ts';
import { unlessAbsent } from '../aws/unless-absent.ts';

export interface KmsKey {
  readonly arn: string;
  /** It can decrypt only if this is `Enabled`. */
  readonly state: string;
}

/** A key by id, ARN, alias or alias ARN; an id or alias is looked up in the caller's account and region. Undefined if there is none. @throws AwsError */
export async function kmsKeyOf({ kms }: Pick<AwsClients, 'kms'>, key: string): Promise<KmsKey | undefined> {
  const found = await unlessAbsent(
    ask('kms:DescribeKey', `key ${key}`, (options) =>
      kms.send(new DescribeKeyCommand({ KeyId: key }), options),
    ),
    /^NotFoundException$/,
  );
  const metadata = found?.KeyMetadata;
  return metadata && { arn: metadata.Arn ?? key, state: metadata.KeyState ?? 'unknown' };
}
