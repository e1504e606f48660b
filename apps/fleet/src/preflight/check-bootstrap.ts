import type { AwsClients } from '../aws/clients.ts';
import type { Identity } from '../aws/identity.ts';
import { bootstrapCommand, configuredQualifier } from '../cdk/qualifier.ts';
import { REQUIRED_BOOTSTRAP_VERSION } from '../cdk/required-version.ts';
import type { FullCommand } from '../cli/full-command.ts';
import { bootstrapVersionOf } from '../observe/bootstrap-version.ts';
import { EXECUTION_POLICY_NAME } from '../observe/policy-names.ts';
import { policyExists } from '../observe/policy-exists.ts';
import type { PreflightProblem } from './problem.ts';

/** Checks that the account and region have a bootstrap of a version that the stacks accept. @throws AwsError */
export async function checkBootstrap(
  aws: Pick<AwsClients, 'iam' | 'ssm'>,
  { account, partition, region }: Identity,
  fullCommand: FullCommand,
): Promise<readonly PreflightProblem[]> {
  const qualifier = configuredQualifier();
  const version = await bootstrapVersionOf(aws, qualifier);
  const remedy = `As an administrator, once: ${fullCommand(bootstrapCommand(qualifier))}`;
  if (version !== undefined && version >= REQUIRED_BOOTSTRAP_VERSION) {
    if (!(await hasEarlierPolicyOnly(aws, `arn:${partition}:iam::${account}:policy`))) return [];
    const problem = `account ${account} was bootstrapped by an earlier version of this project, whose execution policy allows more than this version needs`;
    return [{ problem, remedy, certain: false }];
  }
  const found =
    version === undefined
      ? `is not bootstrapped: there is no parameter /cdk-bootstrap/${qualifier}/version`
      : `has bootstrap version ${version}, and needs ${REQUIRED_BOOTSTRAP_VERSION} or later`;
  return [
    {
      problem: `account ${account}, region ${region} ${found}`,
      remedy,
      certain: true,
    },
  ];
}

/** Whether the account has the execution policy of earlier versions, and not those of this version. */
async function hasEarlierPolicyOnly(aws: Pick<AwsClients, 'iam'>, prefix: string): Promise<boolean> {
  const [earlier, current] = await Promise.all(
    [EXECUTION_POLICY_NAME, `${EXECUTION_POLICY_NAME}-resources`].map((name) =>
      policyExists(aws, `${prefix}/${name}`),
    ),
  );
  return earlier === true && current === false;
}
