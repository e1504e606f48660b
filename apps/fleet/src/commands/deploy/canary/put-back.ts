import { join } from 'node:path';
import { describeDeployFailure, isTrace } from '../../../cdk/deploy-failure.ts';
import { withPreviousAssembly, type PreviousVersion } from '../../../cdk/previous-assembly.ts';
import type { Tools } from '../../../cdk/tools.ts';
import { withStackName } from '../../../cdk/with-stack-name.ts';
import type { FullCommand } from '../../../cli/full-command.ts';
import { UserError } from '../../../cli/errors.ts';
import type { Shell } from '../../../cli/shell.ts';
import type { SelectedStack } from '../../../fleets/selected-stacks.ts';

export interface PutBackContext {
  /** The assembly of the deployment. */
  readonly folder: string;
  readonly tools: Tools;
  readonly shell: Pick<Shell, 'env'>;
  readonly fullCommand: FullCommand;
  readonly showLine: (line: string) => void;
}

/** Deploys the previous version with the roles of the deployment. Returns why that failed, or undefined if it worked. */
export async function putBack(
  stack: SelectedStack,
  previous: PreviousVersion,
  { folder, tools, shell, fullCommand, showLine }: PutBackContext,
): Promise<string | undefined> {
  const { id, fleet } = stack;
  showLine('putting the previous version back');
  // CloudFormation shows asterisks for a secret. The CDK CLI keeps the value of a parameter that is not given.
  const given = Object.entries(previous.parameters).filter(([, value]) => !/^\*+$/.test(value));
  const run = (app: string) =>
    tools.cdk({
      args: [
        ...['deploy', id, '--exclusively', '--app', app, '--output', join(app, 'output')],
        ...given.flatMap(([key, value]) => ['--parameters', `${key}=${value}`]),
        ...['--require-approval', 'never', '--progress', 'events', '--ci'],
      ],
      env: shell.env,
      onLine: (line) => {
        if (!isTrace(line)) showLine(withStackName(line, stack));
      },
    });
  try {
    await withPreviousAssembly({ folder, id }, previous, run);
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return describeDeployFailure(withStackName(error.message, stack), fleet.stackName, fullCommand);
  }
}
