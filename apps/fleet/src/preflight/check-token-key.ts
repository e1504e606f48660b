import type { AwsClients } from '../aws/clients.ts';
import { isUsable, kmsKeyOf, remedyForState } from '../observe/kms-key.ts';
import type { Destination } from './destination.ts';
import { missingKey } from './missing-key.ts';
import type { PreflightProblem } from './problem.ts';

const PARAMETER = 'SEMAPHORE_AGENT_TOKEN_KMS_KEY';

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
    const missing = missingKey(key, { parameter: PARAMETER, ofAws: 'alias/aws/ssm' }, destination);
    return [{ ...missing, problem: `${missing.problem}; ${without}`, certain: true }];
  }
  if (isUsable(found.state)) return [];
  const problem = `${PARAMETER}: key ${key} is ${found.state}; ${without}`;
  const remedy = `${remedyForState(found.state)}, or store the token with another key`;
  return [{ problem, remedy, certain: true }];
}
