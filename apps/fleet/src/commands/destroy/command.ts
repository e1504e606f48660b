import type { Command } from 'commander';
import { installedTools } from '../../cdk/run-cdk.ts';
import type { Tools } from '../../cdk/tools.ts';
import { fleetCommand, withStackOptions, withYes } from '../../cli/common-options.ts';
import { runIn } from '../../cli/environment.ts';
import { wholeNumber } from '../../cli/whole-number.ts';
import { withoutEffect } from '../../cli/without-effect.ts';
import type { DestroyOptions } from './destroy.ts';
import type { Shell } from '../../cli/shell.ts';

/** `destroy`: shows what is deleted and what is kept, asks, then deletes the stacks in parallel. */
export function destroyCommand(shell: Shell, tools: Tools = installedTools): Command {
  const command = withYes(withStackOptions(fleetCommand('destroy', 'destroy linux-ci')))
    .description(
      'shows what is deleted and what is kept, asks, then destroys fleets with all their instances and jobs',
    )
    .argument('[name...]', 'stack names (default: the only fleet of the configuration)')
    .option('--all', 'every fleet of the configuration', false)
    .option('-f, --force', 'same as --yes; the name of the option in the CDK CLI', false)
    .option('-v, --verbose', 'print all output of the CDK CLI', false)
    .option('--concurrency <count>', 'fleets to destroy at the same time', wholeNumber(1, 20), 4)
    .option('-r, --role-arn <arn>', 'role with which CloudFormation deletes the stacks')
    .action(
      runIn(shell, async (shell, names: readonly string[], options: DestroyOptions) => {
        const { destroy } = await import('./destroy.ts');
        await destroy(names, options, shell, tools);
      }),
    );
  return withoutEffect(command, shell, [
    ['-c, --context <key=value...>', 'a stack is deleted without a synthesis'],
    ['-e, --exclusively', 'fleets do not depend on each other'],
    ['--trace', '--verbose prints all output of the CDK CLI'],
    ['--debug', '--verbose prints all output of the CDK CLI'],
  ]);
}
