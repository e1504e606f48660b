import { Option, type Command } from 'commander';
import { CDK_OPTIONS } from './cdk-options.ts';
import type { BootstrapOptions } from './bootstrap.ts';
import { boundaryArn } from './boundary-argument.ts';
import { installedTools } from '../../cdk/run-cdk.ts';
import type { Tools } from '../../cdk/tools.ts';
import { EXECUTION_POLICY_NAME } from '../../observe/policy-names.ts';
import { fleetCommand, withYes } from '../../cli/common-options.ts';
import { runIn } from '../../cli/environment.ts';
import { withoutEffect } from '../../cli/without-effect.ts';
import type { Shell } from '../../cli/shell.ts';

/** `bootstrap`: prepares an account and region, once for all fleets there, and again after each upgrade of this product. */
export function bootstrapCommand(shell: Shell, { cdk }: Pick<Tools, 'cdk'> = installedTools): Command {
  const command = withYes(fleetCommand('bootstrap', 'bootstrap aws://111111111111/eu-west-1'))
    .description(
      'creates or updates the policies that CloudFormation deploys fleets with, then bootstraps the account and region. ' +
        'Needs an administrator. Asks at a terminal; elsewhere it continues without asking, as `cdk bootstrap` does',
    )
    .argument(
      '[environment]',
      'aws://<account>/<region> (default: account and region of your AWS credentials)',
    )
    .option('--policy-name <name>', "start of the execution policies' names", EXECUTION_POLICY_NAME)
    .addOption(
      new Option(
        '--permissions-boundary [arn]',
        "requires a permissions boundary on the roles of fleets: this policy or, without a value, this project's own. If this option is not given, what is required now stays",
      ).argParser(boundaryArn),
    )
    .option('--no-permissions-boundary', 'no longer requires a permissions boundary')
    .option(
      '--upgrade-rights',
      'includes the permissions that only upgrades from the JavaScript stack need. If this option is not given, the first bootstrap includes them, and later ones keep what is there now',
    )
    .option('--no-upgrade-rights', 'leaves these permissions out')
    .option(
      '--cloudformation-execution-policies <arns...>',
      'use these policies instead of the execution policies',
    )
    .optionsGroup('Passed on to `cdk bootstrap`:')
    .action(
      runIn(shell, async (shell, environment: string | undefined, options: BootstrapOptions) => {
        const { bootstrap } = await import('./bootstrap.ts');
        await bootstrap(environment, options, shell, cdk);
      }),
    );
  for (const option of CDK_OPTIONS) command.addOption(option);
  const notRun = 'the CDK app is not run';
  return withoutEffect(command, shell, [
    ['-a, --app <command>', notRun],
    ['--output <folder>', notRun],
    ['--strict', notRun],
    ['--trace', notRun],
  ]);
}
