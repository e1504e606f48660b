import { resolve } from 'node:path';
import type { FleetOptions } from '../../cli/common-options.ts';
import type { Tools } from '../../cdk/tools.ts';
import { withAssembly } from '../../cdk/with-assembly.ts';
import { ReportedFailure, UserError } from '../../cli/errors.ts';
import { fullCommandWith, quote } from '../../cli/full-command.ts';
import { selectedStacks } from '../../fleets/selected-stacks.ts';
import { refuseOtherAccount } from '../../preflight/other-account.ts';
import { forPrograms, printWarnings, type PreflightProblem } from '../../preflight/problem.ts';
import { preflight } from '../../preflight/preflight.ts';
import type { Shell } from '../../cli/shell.ts';
import { planFleets } from '../../planning/plan-fleets.ts';
import { refuseOverwriting, writePlanFile } from '../../planning/plan-file.ts';
import { changesNothing, renderPlan } from '../../planning/render-plan.ts';

export interface PlanOptions extends FleetOptions {
  /** Whether to compare with the deployed stack. */
  readonly compare: boolean;
  /** Whether to fail if running jobs would be terminated. */
  readonly strict: boolean;
  /** The file to write the plan to, for `deploy`. */
  readonly out?: string;
}

/**
 * Prints what would be deployed and what changes.
 * @throws AwsError if the caller's identity cannot be looked up; UserError if the plan cannot be written or, with `strict`, if running jobs would be terminated; ReportedFailure if a fleet could not be compared
 */
export async function plan(options: PlanOptions, shell: Shell, tools: Tools): Promise<void> {
  const stacks = selectedStacks(options, shell);
  // npm runs this in the workspace's root; INIT_CWD is the folder where the user typed the command.
  const path = options.out && resolve(shell.env['INIT_CWD'] ?? '', options.out);
  if (path !== undefined) refuseOverwriting(path);
  const fleets = stacks.map(({ fleet }) => fleet);
  const found = options.compare ? await preflight(fleets, options, shell) : undefined;
  if (found && options.out !== undefined) refuseOtherAccount(options.out, found.account, shell.env);
  if (found && !options.json) printWarnings(found.problems, shell);
  const planned = options.compare
    ? await withAssembly(stacks, { shell, tools, json: options.json }, (assembly) =>
        planFleets(stacks, assembly, shell),
      )
    : await planFleets(stacks, undefined, shell);
  const { problems = [], ...result } = found ?? {};
  shell.report({
    // Only the plan file contains the templates.
    fleets: planned.map(({ stackName, ...fleet }) => ({ fleet: stackName, ...fleet, templates: undefined })),
    problems: problems.map(forPrograms),
    result,
  });
  if (!options.json) shell.out(planned.map((fleet) => renderPlan(fleet, shell)).join('\n\n'));
  const isBroken = planned.some(({ comparison }) => comparison?.fault !== undefined);
  const isDangerous = planned.some(({ comparison }) => (comparison?.dangers.length ?? 0) > 0);
  const isRefused = isBroken || (options.strict && isDangerous);
  if (isRefused && options.out !== undefined) shell.err(`The plan was not written to ${options.out}`);
  const hasChanges = planned.some(({ comparison }) => comparison && !changesNothing(comparison));
  if (!isRefused && hasChanges && path === undefined && !options.json) {
    shell.out(`\n${nextStep(problems, fullCommandWith(options)('deploy'))}`);
  }
  if (!isRefused && found !== undefined && path !== undefined && options.out !== undefined) {
    const { account, region } = found;
    writePlanFile(path, { account, region, fleets: planned.flatMap(({ templates }) => templates ?? []) });
    // The plan file names its fleets, so `deploy` refuses --fleet together with a plan file.
    const fullCommand = fullCommandWith({ ...options, fleet: undefined });
    if (!options.json) shell.out(`\n${nextStep(problems, fullCommand(`deploy ${quote(options.out)}`))}`);
  }
  if (isBroken) throw new ReportedFailure();
  if (isRefused) throw new UserError('--strict', 'deploying would terminate running jobs');
}

const nextStep = (problems: readonly PreflightProblem[], deploy: string): string =>
  problems.some(({ certain }) => certain)
    ? 'Next: solve the problems above. Until then, deploy changes nothing'
    : `Next: ${deploy}`;
