import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '@agent-aws-stack/aws-clients';
import { awsClients } from '../../aws/clients.ts';
import { isBusy } from '../../cdk/stack-status.ts';
import { describeError } from '../../cli/describe-error.ts';
import { UserError } from '../../cli/errors.ts';
import type { Shell } from '../../cli/shell.ts';
import { deployedStack } from '../../observe/deployed-stack.ts';
import type { ComparedTemplates } from '../../planning/plan-file.ts';

/**
 * Looks at a stack again just before its deployment, because time has passed since it was compared: the user may have answered
 * `Deploy?` hours later, and other fleets may have been deployed before this one.
 * @throws UserError if the stack has changed since the comparison or is being changed, or if it cannot be read
 */
export async function refuseChanged(
  { stackName, deployed }: ComparedTemplates,
  { env }: Pick<Shell, 'env'>,
): Promise<void> {
  const clients = awsClients(env);
  const present = await deployedStack(clients, stackName, { instances: false }).catch((error: unknown) => {
    if (!(error instanceof AwsError)) throw error;
    const report = describeError(error);
    const lines = ['was not deployed', report?.message ?? error.message, report?.remedy ?? ''];
    throw new UserError(`stack ${stackName}`, lines.join('\n  ').trimEnd());
  });
  if (present !== undefined && isBusy(present.status)) {
    throw new UserError(`stack ${stackName}`, 'was not deployed: another deployment is changing it');
  }
  if (!isDeepStrictEqual(present?.template ?? null, deployed)) {
    const problem =
      'was not deployed: somebody else has changed it since it was compared\n  Plan again, to see what a deployment would change now';
    throw new UserError(`stack ${stackName}`, problem);
  }
}
