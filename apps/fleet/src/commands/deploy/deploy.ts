import { join } from 'node:path';
import { awsClients } from '../../aws/clients.ts';
import { describeDeployFailure, isTrace } from '../../cdk/deploy-failure.ts';
import type { Tools } from '../../cdk/tools.ts';
import { withAssembly, type Assembly } from '../../cdk/with-assembly.ts';
import { withStackName } from '../../cdk/with-stack-name.ts';
import { confirm } from '../../cli/confirm.ts';
import { UserError } from '../../cli/errors.ts';
import { fullCommandForFleet, fullCommandWith } from '../../cli/full-command.ts';
import { selectedStacks, type SelectedStack } from '../../fleets/selected-stacks.ts';
import { isBusy } from '../../cdk/stack-status.ts';
import { planFleets, type PlannedFleet } from '../../planning/plan-fleets.ts';
import { changesNothing, renderPlan } from '../../planning/render-plan.ts';
import { refuseOtherAccount } from '../../preflight/other-account.ts';
import { forPrograms, NotReadyError, printWarnings } from '../../preflight/problem.ts';
import { preflight } from '../../preflight/preflight.ts';
import { writesPause } from '../../planning/canary-follows.ts';
import { Canaries } from './canary/canaries.ts';
import { prepareCanary } from './canary/prepare-canary.ts';
import { deleteReturn } from './delete-return.ts';
import type { DeployOptions } from './deploy-options.ts';
import { printDeployed } from './print-deployed.ts';
import { releaseBrakeAfter, type BrakeRelease } from './release-brake.ts';
import { refuseChanged } from './refuse-changed.ts';
import { refuseMoved, reviewedPlan, stacksOf } from './reviewed-plan.ts';
import type { Shell } from '../../cli/shell.ts';
import { printResults, runInParallel } from '../../cdk/run-in-parallel.ts';

/**
 * Plans, checks that a reviewed plan still holds, asks, then deploys fleets in parallel; if one fails, the others continue.
 * @throws NotReadyError, UserError, AwsError, DeclinedError, CancelledError; ReportedFailure if a fleet failed
 */
export async function deploy(
  planFile: string | undefined,
  options: DeployOptions,
  shell: Shell,
  tools: Tools,
): Promise<void> {
  const { json, yes, concurrency } = options;
  const reviewed = reviewedPlan(planFile, options, shell);
  const stacks = stacksOf(reviewed, selectedStacks(options, shell));
  const fleets = stacks.map(({ fleet }) => fleet);
  const { account, region, problems } = await preflight(fleets, options, shell);
  if (reviewed !== undefined) refuseOtherAccount(reviewed.file, account, shell.env);
  const missing = problems.filter(({ certain }) => certain);
  shell.report({ problems: problems.filter(({ certain }) => !certain).map(forPrograms) });
  if (missing.length > 0) throw new NotReadyError(missing);
  if (!json) printWarnings(problems, shell);
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
    await refuseBusyStacks(stacks, options, shell);
    const templates = planned.flatMap((fleet) => fleet.templates ?? []);
    refuseMoved(reviewed, { account, region, fleets: templates });
    // If nothing changes, there is nothing to confirm. With --yes the CDK CLI runs anyway, and decides for itself.
    if (!yes && planned.every(({ comparison }) => comparison && changesNothing(comparison))) {
      return printResults([], json, shell);
    }
    const dangers = planned.flatMap(({ comparison }) => comparison?.dangers ?? []).length;
    const question = dangers > 0 ? 'Running jobs will be terminated. Deploy anyway?' : 'Deploy?';
    await confirm(shell, question, yes);
    const fullCommand = fullCommandWith(options);
    const doctor = fullCommand('doctor');
    const releases = new Map<string, BrakeRelease>();
    const common = { releases, options, shell, tools, count: stacks.length };
    const survivesInterrupt = planned.some(({ comparison }) => comparison?.canary);
    using canaries = new Canaries({ folder: assembly.folder, survivesInterrupt, ...common });
    const parallel = { shell, json, concurrency, survivesInterrupt, doctor };
    const deployed = await runInParallel(stacks, parallel, (stack, showLine) =>
      deployStack(stack, { assembly, planned, canaries, ...common }, showLine),
    );
    const results = await canaries.settle(deployed);
    printDeployed({ stacks, planned, results, releases, fullCommand, json }, shell);
  });
}

interface DeployContext {
  readonly assembly: Assembly;
  readonly options: DeployOptions;
  readonly shell: Shell;
  readonly tools: Tools;
  readonly planned: readonly PlannedFleet[];
  readonly canaries: Canaries;
  /** Filled with the launch brakes that were released, by stack name. */
  readonly releases: Map<string, BrakeRelease>;
  /** How many fleets are deployed. */
  readonly count: number;
}

/** Deploys one stack, releases its launch brake, ends its `scale --for`, and tests it. @throws UserError if the stack has changed since it was compared, or if the deployment or its canary fails: with cause and remedy */
async function deployStack(
  stack: SelectedStack,
  { assembly, options, shell, tools, planned, releases, canaries, count }: DeployContext,
  showLine: (line: string) => void,
): Promise<void> {
  const { stackName } = stack.fleet;
  const onLine = (line: string): void => {
    if (!isTrace(line)) showLine(withStackName(line, stack));
  };
  const fullCommand = fullCommandForFleet(options, stackName, count);
  const { templates, comparison } = planned.find((each) => each.stackName === stackName) ?? {};
  if (templates !== undefined) await refuseChanged(templates, shell);
  const prepared =
    templates?.deployed && comparison?.canary
      ? await prepareCanary(stack.fleet, templates.deployed, shell)
      : undefined;
  try {
    await tools.cdk({ args: deployArguments(stack, assembly), env: shell.env, onLine });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(
      `stack ${stackName}`,
      `was not deployed\n${describeDeployFailure(withStackName(error.message, stack), stackName, fullCommand)}`,
      undefined,
      { cause: error },
    );
  }
  const { endedScale, changes = [] } = comparison ?? {};
  const release = await releaseBrakeAfter(changes, stack.fleet, shell, fullCommand);
  if (release !== undefined) releases.set(stackName, release);
  if (endedScale?.known && endedScale.value !== undefined)
    await deleteReturn(endedScale.value, stackName, shell, fullCommand);
  if (prepared !== undefined) await canaries.test({ stack, prepared }, showLine);
  else if (comparison && writesPause(stack.fleet, comparison)) await canaries.beginRollout(stackName, '');
}

/** Refuses to deploy while CloudFormation is changing one of the stacks. @throws UserError */
async function refuseBusyStacks(stacks: readonly SelectedStack[], options: DeployOptions, shell: Shell) {
  const aws = awsClients(shell.env);
  const found = await Promise.all(stacks.map(({ fleet }) => aws.stacks.find(fleet.stackName)));
  const busy = found.find((stack) => stack !== undefined && isBusy(stack.status));
  if (busy === undefined) return;
  throw new UserError(
    `stack ${busy.name}`,
    `is being changed by another deployment (${busy.status}); nothing was changed`,
    `Wait until it ends: ${fullCommandForFleet(options, busy.name, stacks.length)('status --watch')}`,
  );
}

/** Deploys from the assembly, without another synthesis. Each parallel run needs its own output folder. */
function deployArguments({ id }: SelectedStack, { folder }: Assembly): string[] {
  return [
    ...['deploy', id, '--exclusively', '--app', folder, '--output', join(folder, `deploy-${id}`)],
    ...['--require-approval', 'never', '--progress', 'events', '--ci'],
  ];
}
