import { join } from 'node:path';
import type { Tools } from '../../cdk/tools.ts';
import { withAssembly, type Assembly } from '../../cdk/with-assembly.ts';
import type { ChangeOptions, FleetOptions } from '../../cli/common-options.ts';
import { confirm } from '../../cli/confirm.ts';
import { UserError } from '../../cli/errors.ts';
import { fullCommandWith } from '../../cli/full-command.ts';
import { selectedStacks, type SelectedStack } from '../../fleets/selected-stacks.ts';
import { planFleets } from '../../planning/plan-fleets.ts';
import { changesNothing, renderPlan } from '../../planning/render-plan.ts';
import { NotReadyError, printWarnings } from '../../preflight/problem.ts';
import { preflight } from '../../preflight/preflight.ts';
import type { Shell } from '../../cli/shell.ts';
import { printResults, runInParallel } from '../../cdk/run-in-parallel.ts';

export interface DeployOptions extends FleetOptions, ChangeOptions {
  /** How many fleets to deploy at the same time. */
  readonly concurrency: number;
}

/**
 * Plans, asks, then deploys fleets in parallel; if one fails, the others continue.
 * @throws NotReadyError, UserError, AwsError, DeclinedError, CancelledError; ReportedFailure if a fleet failed
 */
export async function deploy(options: DeployOptions, shell: Shell, tools: Tools): Promise<void> {
  const { json, yes, concurrency } = options;
  const stacks = selectedStacks(options, shell);
  const fleets = stacks.map(({ fleet }) => fleet);
  const { problems } = await preflight(fleets, options, shell);
  const missing = problems.filter(({ certain }) => certain);
  if (missing.length > 0) throw new NotReadyError(missing);
  printWarnings(problems, shell);
  await withAssembly(stacks, { shell, tools, json }, async (assembly) => {
    const planned = await planFleets(stacks, assembly, shell);
    shell.err(planned.map((fleet) => renderPlan(fleet, shell)).join('\n\n'));
    const fault = planned.find(({ comparison }) => comparison?.fault !== undefined);
    if (fault !== undefined) {
      throw new UserError(
        `stack ${fault.stackName}`,
        'could not be compared with what is deployed; nothing was changed',
      );
    }
    // If nothing changes, there is nothing to confirm. With --yes the CDK CLI runs anyway, and decides for itself.
    if (!yes && planned.every(({ comparison }) => comparison && changesNothing(comparison))) {
      return printResults([], json, shell);
    }
    const dangers = planned.flatMap(({ comparison }) => comparison?.dangers ?? []).length;
    const question = dangers > 0 ? 'Running jobs will be terminated. Deploy anyway?' : 'Deploy?';
    await confirm(shell, question, yes);
    const doctor = fullCommandWith(options)('doctor');
    const results = await runInParallel(stacks, { shell, json, concurrency, doctor }, (stack, showLine) =>
      tools.cdk({ args: deployArguments(stack, assembly), env: shell.env, onLine: showLine }),
    );
    printResults(results, json, shell);
    if (!json) shell.out(`Next: ${doctor}`);
  });
}

/** Deploys from the assembly, without another synthesis. Each parallel run needs its own output folder. */
function deployArguments({ id }: SelectedStack, { folder }: Assembly): string[] {
  return [
    ...['deploy', id, '--exclusively', '--app', folder, '--output', join(folder, `deploy-${id}`)],
    ...['--require-approval', 'never', '--progress', 'events', '--ci', '--no-notices'],
  ];
}
