import type { Command } from 'commander';
import { fleetCommand, withConfig } from '../../cli/common-options.ts';
import { runIn } from '../../cli/environment.ts';
import type { Shell } from '../../cli/shell.ts';
import type { ListOptions } from './list-fleets.ts';

/** `ls`: lists all fleets of the account and region, with and without a configuration. */
export function lsCommand(shell: Shell): Command {
  return withConfig(fleetCommand('ls', 'ls --region eu-west-1'))
    .description('lists all fleets of the account and region, with and without a configuration')
    .action(
      runIn(shell, async (shell, options: ListOptions) => {
        const { listFleets } = await import('./list-fleets.ts');
        await listFleets(options, shell);
      }),
    );
}
