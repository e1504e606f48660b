import { Option, type Command } from 'commander';
import { workspaceTools } from '../cdk/run-cdk.ts';
import type { Tools } from '../cdk/tools.ts';
import { fleetCommand, withFleetOptions } from '../cli/common-options.ts';
import type { PlanOptions } from '../plan/plan.ts';
import type { Shell } from '../shell/shell.ts';

/** `plan`: what would be deployed in words, what it costs, and what changes. */
export function planCommand(shell: Shell, tools: Tools = workspaceTools): Command {
  return withFleetOptions(fleetCommand('plan', 'npm run fleet -- plan --config fleet.json'))
    .description('says what would be deployed, what it costs and what changes against what is deployed')
    .option('--no-compare', 'do not look at what is deployed; needs no AWS')
    .addOption(
      new Option('--strict', 'fail when the plan would end running jobs; not with --no-compare')
        .default(false)
        .conflicts('compare'),
    )
    .action(async (options: PlanOptions) => {
      const { plan } = await import('../plan/plan.ts');
      await plan(options, shell, tools);
    });
}
