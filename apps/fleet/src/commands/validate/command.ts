import type { Command } from 'commander';
import { fleetCommand, type FleetOptions } from '../../cli/common-options.ts';
import { runIn } from '../../cli/environment.ts';
import type { Shell } from '../../cli/shell.ts';

/** `validate`: checks the configuration without AWS, and reports all problems at once. */
export function validateCommand(shell: Shell): Command {
  return fleetCommand('validate', 'validate --config fleet.json')
    .description('checks the configuration of all fleets, without AWS, and reports all problems at once')
    .option('--config <file>', 'JSON file of parameters (default: $SEMAPHORE_AGENT_STACK_CONFIG)')
    .action(
      runIn(shell, async (shell, options: FleetOptions) => {
        const { validate } = await import('./validate.ts');
        validate(options, shell);
      }),
    );
}
