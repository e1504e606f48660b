import { Command } from 'commander';
import { installedTools } from '../../cdk/run-cdk.ts';
import type { Tools } from '../../cdk/tools.ts';
import { fleetCommand, withFleetOptions, type FleetOptions } from '../../cli/common-options.ts';
import { runIn } from '../../cli/environment.ts';
import type { Shell } from '../../cli/shell.ts';

/** `upgrade check`: shows what this release would change in a fleet that an earlier release or the JavaScript stack deployed. */
export function upgradeCommand(shell: Shell, tools: Tools = installedTools): Command {
  return new Command('upgrade').description('checks an upgrade before you deploy it').addCommand(
    withFleetOptions(fleetCommand('check', 'upgrade check --fleet linux-ci'))
      .description(
        'shows which project deployed a fleet, what this release would replace (normally nothing), what you must decide first ' +
          'and what else changes; changes nothing itself',
      )
      .action(
        runIn(shell, async (shell, options: FleetOptions) => {
          const { checkUpgrade } = await import('./check-upgrade.ts');
          await checkUpgrade(options, shell, tools);
        }),
      ),
  );
}
