import type { AwsClients } from '../aws/clients.ts';
import { logKeyProblem } from '../observe/log-key-problem.ts';
import { logKeyOf } from '../observe/log-key.ts';
import type { Destination } from './destination.ts';
import type { PreflightProblem } from './problem.ts';

/** Problems with the KMS key that encrypts the logs of these fleets' Lambdas. @throws AwsError */
export async function checkLogKey(
  aws: Pick<AwsClients, 'kms'>,
  keyArn: string,
  stackNames: readonly string[],
  { identity: { account } }: Destination,
): Promise<readonly PreflightProblem[]> {
  const key = await logKeyOf(aws, keyArn);
  const found = stackNames.flatMap((stackName) => {
    const problem = logKeyProblem(key, { stackName, account, keyArn });
    return problem ? [{ stackName, ...problem }] : [];
  });
  return found.map(({ stackName, problem, remedy, certain }) => ({
    problem: `SEMAPHORE_AGENT_LOG_KMS_KEY: ${problem}, so the log groups of ${stackName} cannot be created`,
    remedy,
    certain,
  }));
}
