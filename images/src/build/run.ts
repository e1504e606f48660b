import { relative } from 'node:path';
import { describeCaution } from '@agent-aws-stack/config';
import { IMAGE_FAMILIES, type ImageFamily } from '@agent-aws-stack/contract';
import { workspaceRoot } from '../workspace.ts';
import { describePlan, type BuildPlan } from './build-plan.ts';
import { buildPorts, logFileOf, resultsOf } from './build-ports.ts';
import { BuildError, BuildOptionsError } from './errors.ts';
import { explain } from './explain.ts';
import { ImageBuild } from './image-build.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { describeOutcome, writeOutcome } from './outcome.ts';
import { planBuild, type BuildFlags } from './plan-build.ts';
import { planFleets, type FleetSelection } from './plan-fleets.ts';
import { runBuilds, type NamedBuild } from './run-builds.ts';

export interface RunOptions extends BuildFlags, FleetSelection {
  readonly dryRun?: boolean;
  /** File for the result, as JSON. @default - images/dist/<os>-<arch>.json */
  readonly output?: string | undefined;
  /** Builds for the fleets of SEMAPHORE_AGENT_STACK_CONFIG, if it is set, unless an option or variable names an operating system or architecture. */
  readonly configured?: boolean;
  /** How many images are built at the same time. @default 1 */
  readonly concurrency?: number | undefined;
}

/** A family; `all` builds every image that the configuration's fleets need. */
export type Target = ImageFamily | 'all';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs one command line. Returns the exit code: 0, 1 for a mistake or a failed build, 130 if interrupted. */
export async function run(target: Target, options: RunOptions, env: NodeJS.ProcessEnv): Promise<number> {
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  for (const signal of SIGNALS) process.on(signal, interrupt);
  try {
    const plans = plansOf(target, options, env);
    if (options.dryRun) {
      console.log(plans.map(describePlan).join('\n\n'));
      return 0;
    }
    const isBuilt = await build(plans, options, env, interruption.signal);
    return isBuilt ? 0 : interruption.signal.aborted ? 130 : 1;
  } catch (error) {
    console.error(explain(error));
    return interruption.signal.aborted ? 130 : 1;
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupt);
  }
}

function plansOf(target: Target, options: RunOptions, env: NodeJS.ProcessEnv): readonly BuildPlan[] {
  if (target !== 'all' && !isForFleets(options, env)) return [planBuild(target, options, env, workspaceRoot)];
  refuseSingleImageOptions(options);
  const families = target === 'all' ? IMAGE_FAMILIES : [target];
  const { plans, cautions } = planFleets(families, options, env, workspaceRoot);
  for (const caution of cautions) console.warn(`Warning: ${describeCaution(caution)}`);
  if (plans.length === 0) console.log(`None of the chosen fleets needs an image of ${families.join(', ')}.`);
  return plans;
}

/** Whether the fleets of a configuration decide which images to build. */
function isForFleets(options: RunOptions, env: NodeJS.ProcessEnv): boolean {
  if (options.config !== undefined || options.fleet !== undefined) return true;
  const named = [options.os, options.arch, env['UBUNTU_VERSION'], env['AMI_ARCH']];
  return Boolean(options.configured && env['SEMAPHORE_AGENT_STACK_CONFIG'] && !named.some(Boolean));
}

/** @throws BuildOptionsError if an option is set that applies only to a single image */
function refuseSingleImageOptions({ os, arch, output }: RunOptions): void {
  const given = Object.entries({ os, arch, output }).filter(([, value]) => value !== undefined);
  if (given.length === 0) return;
  throw new BuildOptionsError(
    given.map(
      ([name]) =>
        new BuildError(
          `--${name}`,
          'applies to a single image, but here the configuration decides which images are built; omit it, or build one family without --config and --fleet',
        ),
    ),
  );
}

/** Builds the missing images and reports each result. Returns whether all images exist. */
async function build(
  plans: readonly BuildPlan[],
  options: RunOptions,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<boolean> {
  for (const note of new Set(plans.flatMap(({ notes }) => notes))) console.warn(note);
  const exclusively = oneAtATime();
  const builds = plans.map((plan) => {
    const label = `${plan.os} ${plan.arch}`;
    const ports = buildPorts(plan, { env, signal, exclusively });
    return { plan, label, build: new ImageBuild(plan, ports, plans.length > 1 ? label : undefined) };
  });
  const interrupted = (): void => console.error(interruptionOf(builds));
  signal.addEventListener('abort', interrupted, { once: true });
  await runBuilds(builds, { interactive: process.stdout.isTTY, concurrency: options.concurrency ?? 1 });
  signal.removeEventListener('abort', interrupted);
  return builds.map((each) => report(each, options.output, plans.length > 1)).every((isBuilt) => isBuilt);
}

function interruptionOf(builds: readonly (NamedBuild & { readonly plan: BuildPlan })[]): string {
  const logs = builds
    .filter(({ build }) => build.isPackerBuilding)
    .map(({ plan }) => relativePath(logFileOf(plan)));
  const isKept = builds.some(({ plan }) => plan.debug);
  return logs.length === 0
    ? 'Interrupted.'
    : `Interrupted. ${isKept ? 'With --debug, Packer keeps' : 'Packer removes'} what it created in the account. Log: ${logs.join(', ')}`;
}

const relativePath = (file: string): string => relative(process.cwd(), file);

function report(
  { plan, label, build }: NamedBuild & { readonly plan: BuildPlan },
  output: string | undefined,
  isOneOfMany: boolean,
): boolean {
  if (build.failure !== undefined) {
    if (build.hasPackerRun) console.error(`Packer's whole output: ${relativePath(logFileOf(plan))}`);
    console.error(`${isOneOfMany ? `${label}: ` : ''}${explain(build.failure)}`);
    return false;
  }
  const file = output ?? `${resultsOf(plan)}.json`;
  writeOutcome(file, build.outcome);
  console.log(`${describeOutcome(build.outcome, plan.recorded)}\nWritten to ${relativePath(file)}.`);
  return true;
}
