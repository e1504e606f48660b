import type { AwsClients } from '../aws/clients.ts';
import { kmsKeyOf } from '../observe/kms-key.ts';
import type { Lack } from './lack.ts';
import type { Destination } from './look.ts';

/** What keeps the key that fleets name from decrypting their token. */
export async function tokenKeyLacks(
  aws: Pick<AwsClients, 'kms'>,
  key: string,
  stackNames: readonly string[],
  { identity: { account, region } }: Destination,
): Promise<readonly Lack[]> {
  const found = await kmsKeyOf(aws, key);
  const without = `without it no agent of ${stackNames.join(', ')} can read its token`;
  if (found === undefined) {
    const place = key.startsWith('arn:')
      ? 'there is no key'
      : `account ${account}, region ${region} has no key`;
    const remedy = "Give the key's ARN if it is another account's; leave the parameter out for alias/aws/ssm";
    return [{ problem: `SEMAPHORE_AGENT_TOKEN_KMS_KEY: ${place} ${key}; ${without}`, remedy, certain: true }];
  }
  if (found.state === 'Enabled') return [];
  const problem = `SEMAPHORE_AGENT_TOKEN_KMS_KEY: key ${key} is ${found.state}; ${without}`;
  const remedy = `Enable it (aws kms enable-key), or store the token under another key`;
  return [{ problem, remedy, certain: true }];
}
