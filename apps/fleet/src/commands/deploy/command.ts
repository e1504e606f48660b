import type { Command } from 'commander';
import { installedTools } from '../../cdk/run-cdk.ts';
import type { Tools } from '../../cdk/tools.ts';
import { fleetCommand, withFleetOptions, withYes } from '../../cli/common-options.ts';
import { runIn } from '../../cli/environment.ts';
import { wholeNumber } from '../../cli/whole-number.ts';
import type { DeployOptions } from './deploy-options.ts';
import type { Shell } from '../../cli/shell.ts';

/** `deploy`: shows the plan, asks, then deploys the fleets in parallel. */
export function deployCommand(shell: Shell, tools: Tools = installedTools): Command {
  return withYes(withFleetOptions(fleetCommand('deploy', 'deploy --fleet linux-ci --yes')))
    .description(
      'shows what changes, asks, then deploys the fleets in parallel; if one fails, the others continue',
    )
    .argument(
      '[plan]',
      'a file that plan --out wrote: deploys exactly that plan, or nothing if the plan no longer holds',
    )
    .option('--concurrency <count>', 'fleets to deploy at the same time', wholeNumber(1, 20), 4)
    .action(
      runIn(shell, async (shell, plan: string | undefined, options: DeployOptions) => {
        const { deploy } = await import('./deploy.ts');
        await deploy(plan, options, shell, tools);
      }),
    );
}
