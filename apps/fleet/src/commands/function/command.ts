import { Argument, Command } from 'commander';
import { fleetCommand, withYes } from '../../cli/common-options.ts';
import { runIn } from '../../cli/environment.ts';
import type { DeployFunctionOptions } from './deploy-function.ts';
import { LAMBDA_NAMES, type LambdaName } from '@agent-aws-stack/contract';
import type { Shell } from '../../cli/shell.ts';

/** `function deploy`: updates the code of one Lambda, for its developers. */
export function functionCommand(shell: Shell): Command {
  return new Command('function').description('updates one Lambda of a development stack').addCommand(
    withYes(fleetCommand('deploy', 'function deploy agent-scaler --stack linux-dev'))
      .description(
        "shows what it will do, asks, then updates a function's code from its bundle, without CloudFormation; " +
          '`nx run agent-scaler:deploy --stack linux-dev` builds the bundle first',
      )
      .addArgument(new Argument('<lambda>', 'the Lambda to update').choices(LAMBDA_NAMES))
      .option('--stack <name>', 'the deployed stack; without it, nothing is updated')
      .action(
        runIn(shell, async (shell, lambda: LambdaName, options: DeployFunctionOptions) => {
          const { deployFunction } = await import('./deploy-function.ts');
          await deployFunction(lambda, options, shell);
        }),
      ),
  );
}
