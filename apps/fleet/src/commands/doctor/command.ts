import type { Command } from 'commander';
import { fleetCommand, withStackOptions } from '../../cli/common-options.ts';
import { runIn } from '../../cli/environment.ts';
import type { Shell } from '../../cli/shell.ts';
import type { DoctorOptions } from './run-doctor.ts';

/** `doctor`: checks a deployed fleet, from the credentials to the alarms. */
export function doctorCommand(shell: Shell): Command {
  return withStackOptions(fleetCommand('doctor', 'doctor --fleet linux-ci'))
    .description(
      'checks a deployed fleet, from the credentials to the alarms; prints a remedy for each problem that it finds',
    )
    .option('--all', 'show the checks that passed too, and each check that was not made', false)
    .action(
      runIn(shell, async (shell, options: DoctorOptions) => {
        const { runDoctor } = await import('./run-doctor.ts');
        await runDoctor(options, shell);
      }),
    );
}
