import type { Command } from 'commander';
import { fleetCommand, withConfig, type FleetOptions } from '../../cli/common-options.ts';
import { runIn } from '../../cli/environment.ts';
import type { Shell } from '../../cli/shell.ts';

/** `validate`: checks the configuration without AWS, and reports all problems at once. */
export function validateCommand(shell: Shell): Command {
  return withConfig(fleetCommand('validate', 'validate --config fleet.json'))
    .description('checks the configuration of all fleets, without AWS, and reports all problems at once')
    .action(
      runIn(shell, async (shell, options: FleetOptions) => {
        const { validate } = await import('./validate.ts');
        validate(options, shell);
      }),
    );
}
