import type { AwsClients } from '../aws/clients.ts';
import type { Identity } from '../aws/identity.ts';
import { bootstrapCommand, configuredQualifier } from '../cdk/qualifier.ts';
import { REQUIRED_BOOTSTRAP_VERSION } from '../cdk/required-version.ts';
import type { FullCommand } from '../cli/full-command.ts';
import { bootstrapVersionOf } from '../observe/bootstrap-version.ts';
import type { PreflightProblem } from './problem.ts';

/** Checks that the account and region have a bootstrap of a version that the stacks accept. @throws AwsError */
export async function checkBootstrap(
  aws: Pick<AwsClients, 'ssm'>,
  { account, region }: Identity,
  fullCommand: FullCommand,
): Promise<readonly PreflightProblem[]> {
  const qualifier = configuredQualifier();
  const version = await bootstrapVersionOf(aws, qualifier);
  if (version !== undefined && version >= REQUIRED_BOOTSTRAP_VERSION) return [];
  const found =
    version === undefined
      ? `is not bootstrapped: there is no parameter /cdk-bootstrap/${qualifier}/version`
      : `has bootstrap version ${version}, and needs ${REQUIRED_BOOTSTRAP_VERSION} or later`;
  return [
    {
      problem: `account ${account}, region ${region} ${found}`,
      remedy: `As an administrator, once: ${fullCommand(bootstrapCommand(qualifier))}`,
      certain: true,
    },
  ];
}
