import type { Command } from 'commander';
import { fleetCommand, withStackOptions } from '../../cli/common-options.ts';
import { runIn } from '../../cli/environment.ts';
import type { LogsOptions } from './show-logs.ts';
import type { Shell } from '../../cli/shell.ts';

/** `logs`: shows the scaler's decisions, or the logs of one instance. */
export function logsCommand(shell: Shell): Command {
  return withStackOptions(fleetCommand('logs', 'logs --since 2h --follow'))
    .description("shows the scaler's decisions, or with --instance the logs of that instance")
    .option('--instance <id>', 'show the boot and agent logs of one instance instead')
    .option(
      '--since <time>',
      'where to start: 30s, 10m, 2h or 1d before now, or an ISO date (default: 1h; with --instance: 1d)',
    )
    .option('--follow', 'keep showing new lines until Ctrl-C', false)
    .option('--all', 'include decisions that repeat the previous one', false)
    .action(
      runIn(shell, async (shell, options: LogsOptions) => {
        const { showLogs } = await import('./show-logs.ts');
        await showLogs(options, shell);
      }),
    );
}
