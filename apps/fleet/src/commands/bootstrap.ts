import type { Command } from 'commander';
import { CDK_OPTIONS } from '../bootstrap/cdk-options.ts';
import type { BootstrapOptions } from '../bootstrap/bootstrap.ts';
import { workspaceTools } from '../cdk/run-cdk.ts';
import type { Tools } from '../cdk/tools.ts';
import { fleetCommand, withYes } from '../cli/common-options.ts';
import { withoutEffect } from '../cli/without-effect.ts';
import type { Shell } from '../shell/shell.ts';

/** `bootstrap`: prepares an account and region, once for all its fleets, and again after each upgrade. */
export function bootstrapCommand(shell: Shell, { cdk }: Pick<Tools, 'cdk'> = workspaceTools): Command {
  const command = withYes(
    fleetCommand('bootstrap', 'npm run fleet -- bootstrap aws://111111111111/eu-west-1'),
  )
    .description(
      'prepares account and region: the policy that CloudFormation deploys fleets with, then the CDK bootstrap.\n' +
        'Needs an administrator. Asks at a terminal; elsewhere it goes ahead, as `cdk bootstrap` does',
    )
    .argument('[environment]', 'aws://<account>/<region> (default: those of the credentials in use)')
    .option('--policy-name <name>', "the execution policy's name", 'agent-aws-stack-execution-policy')
    .option(
      '--cloudformation-execution-policies <arns...>',
      'policies of your own instead; none is made then',
    )
    .optionsGroup('Handed on to `cdk bootstrap`:')
    .action(async (environment: string | undefined, options: BootstrapOptions) => {
      const { bootstrap } = await import('../bootstrap/bootstrap.ts');
      await bootstrap(environment, options, shell, cdk);
    });
  for (const option of CDK_OPTIONS) command.addOption(option);
  const notRun = 'the CDK app is not run';
  return withoutEffect(command, shell, [
    ['-a, --app <command>', notRun],
    ['-o, --output <folder>', notRun],
    ['--strict', notRun],
    ['--trace', notRun],
  ]);
}
