import type { AwsClients } from '../aws/clients.ts';
import { kmsKeyOf } from '../observe/kms-key.ts';
import { missingKey } from './missing-key.ts';
import type { PreflightProblem } from './problem.ts';
import type { Destination } from './destination.ts';

/** Problems with the KMS key that encrypts the tokens of these fleets. @throws AwsError */
export async function checkTokenKey(
  aws: Pick<AwsClients, 'kms'>,
  key: string,
  stackNames: readonly string[],
  destination: Destination,
): Promise<readonly PreflightProblem[]> {
  const found = await kmsKeyOf(aws, key);
  const without = `without it, no agent of ${stackNames.join(', ')} can read its token`;
  if (found === undefined) {
    const remedy =
      'If the key is in another account, give its ARN; for alias/aws/ssm, leave SEMAPHORE_AGENT_TOKEN_KMS_KEY empty';
    return [
      {
        problem: `SEMAPHORE_AGENT_TOKEN_KMS_KEY: ${missingKey(key, destination)}; ${without}`,
        remedy,
        certain: true,
      },
    ];
  }
  if (found.state === 'Enabled') return [];
  const problem = `SEMAPHORE_AGENT_TOKEN_KMS_KEY: key ${key} is ${found.state}; ${without}`;
  const remedy = 'Enable it (aws kms enable-key), or store the token with another key';
  return [{ problem, remedy, certain: true }];
}
