import type { Command } from 'commander';
import { fleetCommand, withStackOptions } from '../../cli/common-options.ts';
import { runIn } from '../../cli/environment.ts';
import { wholeNumber } from '../../cli/whole-number.ts';
import type { Shell } from '../../cli/shell.ts';
import type { StatusOptions } from './show-status.ts';

/** `status`: shows demand, capacity, instances, agents, alarms and the last decisions on one screen. */
export function statusCommand(shell: Shell): Command {
  return withStackOptions(fleetCommand('status', 'status --watch'))
    .description('shows demand, capacity, instances, agents, alarms and the last decisions')
    .option('--watch [seconds]', 'refresh until Ctrl-C (default: every 5 seconds)', wholeNumber(1, 3600))
    .option('--boots', 'also how long each step of the boots of the last 24 hours took')
    .action(
      runIn(shell, async (shell, options: StatusOptions) => {
        const { showStatus } = await import('./show-status.ts');
        await showStatus(options, shell);
      }),
    );
}
