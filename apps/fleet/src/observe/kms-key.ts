import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { ask, type AwsClients } from '../aws/clients.ts';
import { unlessAbsent } from '../aws/unless-absent.ts';

export interface KmsKey {
  readonly arn: string;
  readonly state: string;
  /** `SYMMETRIC_DEFAULT` for a symmetric encryption key. */
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
  const { Arn = key, KeyState = 'unknown', KeySpec = 'unknown', KeyManager } = found.KeyMetadata;
  return { arn: Arn, state: KeyState, spec: KeySpec, isManagedByAws: KeyManager === 'AWS' };
}

/** Whether a key in this state encrypts and decrypts. https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
export const isUsable = (state: string): boolean => state === 'Enabled' || state === 'Updating';

/** How to make a key in this state usable. Callers append an alternative. */
export function remedyForState(state: string): string {
  if (state === 'Disabled') return 'Enable it (aws kms enable-key)';
  if (state === 'PendingDeletion')
    return 'Cancel its deletion (aws kms cancel-key-deletion) and enable it (aws kms enable-key)';
  return 'Look up what the state means (https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html)';
}
