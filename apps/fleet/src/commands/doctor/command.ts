import type { Command } from 'commander';
import { fleetCommand, withStackOptions, type StackOptions } from '../../cli/common-options.ts';
import { runIn } from '../../cli/environment.ts';
import type { Shell } from '../../cli/shell.ts';

/** `doctor`: checks a deployed fleet, from the credentials to the alarms. */
export function doctorCommand(shell: Shell): Command {
  return withStackOptions(fleetCommand('doctor', 'doctor --fleet linux-ci'))
    .description(
      'checks a deployed fleet, from the credentials to the alarms; prints a remedy for each problem that it finds',
    )
    .action(
      runIn(shell, async (shell, options: StackOptions) => {
        const { runDoctor } = await import('./run-doctor.ts');
        await runDoctor(options, shell);
      }),
    );
}
