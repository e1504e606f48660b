import { Option, type Command } from 'commander';
import { installedTools } from '../../cdk/run-cdk.ts';
import type { Tools } from '../../cdk/tools.ts';
import { fleetCommand, withFleetOptions } from '../../cli/common-options.ts';
import { runIn } from '../../cli/environment.ts';
import type { PlanOptions } from './plan.ts';
import type { Shell } from '../../cli/shell.ts';

/** `plan`: shows what would be deployed, what it costs, and what changes. */
export function planCommand(shell: Shell, tools: Tools = installedTools): Command {
  return withFleetOptions(fleetCommand('plan', 'plan --config fleet.json'))
    .description(
      'shows what would be deployed, what it costs, and what changes compared with the deployed stack',
    )
    .option('--no-compare', 'do not compare with the deployed stack, and do not call AWS')
    .addOption(
      new Option(
        '--out <file>',
        'write the plan to a file for deploy, which refuses it if a stack, or what would be deployed, has changed since; not with --no-compare',
      ).conflicts('compare'),
    )
    .addOption(
      new Option('--strict', 'fail if deploying would terminate running jobs; not with --no-compare')
        .default(false)
        .conflicts('compare'),
    )
    .action(
      runIn(shell, async (shell, options: PlanOptions) => {
        const { plan } = await import('./plan.ts');
        await plan(options, shell, tools);
      }),
    );
}
