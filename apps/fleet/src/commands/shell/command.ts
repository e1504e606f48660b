import type { Command } from 'commander';
import { fleetCommand } from '../../cli/common-options.ts';
import { runIn } from '../../cli/environment.ts';
import type { Shell } from '../../cli/shell.ts';
import type { ShellOptions } from './open-shell.ts';

/** `shell`: opens a Session Manager session on an instance of a fleet. */
export function shellCommand(shell: Shell): Command {
  return fleetCommand('shell', 'shell i-0123456789abcdef0')
    .description('opens a shell on an instance of a fleet, through Session Manager')
    .argument('[instance]', 'instance id (default: the only running instance; if there are several, asks)')
    .option(
      '--stack <name>',
      'only instances of this fleet, by stack name (default: any fleet of the region)',
    )
    .addHelpText('after', HELP)
    .action(
      runIn(shell, async (shell, instance: string | undefined, options: ShellOptions) => {
        const { openShell } = await import('./open-shell.ts');
        await openShell(instance, options, shell);
      }),
    );
}

const HELP = `
Needs the AWS CLI and its Session Manager plugin, but no configuration, no open port and no SSH key. Exits with the exit code of
\`aws ssm start-session\`.

You are the user ssm-user, who may use sudo on Linux and macOS and is an administrator on Windows, unless the session preferences of your
account name another user. A job that runs on the instance continues. When the instance terminates, the session ends.`;
