import type { Command } from 'commander';
import type { BootstrapOptions } from '../bootstrap/bootstrap.ts';
import { workspaceTools } from '../cdk/run-cdk.ts';
import type { Tools } from '../cdk/tools.ts';
import { fleetCommand, withYes } from '../cli/common-options.ts';
import type { Shell } from '../shell/shell.ts';

/** `bootstrap`: prepares an account and region, once for all its fleets, and again after each upgrade. */
export function bootstrapCommand(shell: Shell, { cdk }: Pick<Tools, 'cdk'> = workspaceTools): Command {
  return withYes(fleetCommand('bootstrap', 'npm run fleet -- bootstrap aws://111111111111/eu-west-1'))
    .description(
      'prepares account and region: the policy that CloudFormation deploys fleets with, then the CDK bootstrap.\n' +
        'Needs an administrator. Options of `cdk bootstrap`, such as --qualifier, are handed on',
    )
    .argument('[environment...]', 'aws://<account>/<region> (default: those of the credentials in use)')
    .option('--policy-name <name>', "the execution policy's name", 'agent-aws-stack-execution-policy')
    .option('--cloudformation-execution-policies <arns>', 'policies of your own instead; none is made then')
    .allowUnknownOption()
    .action(async (args: readonly string[], options: BootstrapOptions) => {
      const { bootstrap } = await import('../bootstrap/bootstrap.ts');
      await bootstrap(args, options, shell, cdk);
    });
}
