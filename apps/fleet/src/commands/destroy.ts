import type { Command } from 'commander';
import { workspaceTools } from '../cdk/run-cdk.ts';
import type { Tools } from '../cdk/tools.ts';
import { fleetCommand, withFleetOptions, withYes } from '../cli/common-options.ts';
import { keyValues } from '../cli/key-values.ts';
import type { DestroyOptions } from '../destroy/destroy.ts';
import type { Shell } from '../shell/shell.ts';

/** `destroy`: what goes and what stays, question, then the end of fleets. */
export function destroyCommand(shell: Shell, tools: Tools = workspaceTools): Command {
  return withYes(withFleetOptions(fleetCommand('destroy', 'npm run fleet -- destroy linux-ci')))
    .description(
      'says what is deleted and what is kept, asks, then destroys fleets with all their instances and the jobs on them',
    )
    .argument('[name...]', 'stack names (default: the only fleet of the configuration)')
    .option('--all', 'every fleet of the configuration', false)
    .option(
      '--context <key=value...>',
      'context of the CDK, as given to the deployment',
      keyValues('--context'),
    )
    .action(async (names: readonly string[], options: DestroyOptions) => {
      const { destroy } = await import('../destroy/destroy.ts');
      await destroy(names, options, shell, tools);
    });
}
