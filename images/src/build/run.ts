import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ImageSourcesError, type ImageFamily } from '@agent-aws-stack/ami-hash';
import { AwsError, CredentialsError } from '@agent-aws-stack/aws-clients';
import { ec2Client, Images } from '@agent-aws-stack/aws-clients/ec2';
import { venvBin } from '../venv.ts';
import { workspaceRoot } from '../workspace.ts';
import { buildImage } from './build-image.ts';
import { describePlan, type BuildPlan } from './build-plan.ts';
import { clearCachedLookup } from './cached-lookup.ts';
import { BuildError, BuildOptionsError } from './errors.ts';
import { describeOutcome, writeOutcome } from './outcome.ts';
import { PackerCli } from './packer-cli.ts';
import { planBuild, type BuildFlags } from './plan-build.ts';

export interface RunOptions extends BuildFlags {
  readonly dryRun?: boolean;
  /** File for the outcome, as JSON. @default - images/dist/<os>-<arch>.json */
  readonly output?: string | undefined;
}

const RESULTS = 'images/dist';

/** One build from the command line. Gives the exit code: 0, 1 what the user can mend or AWS refuses, 130 interrupted. */
export async function run(family: ImageFamily, options: RunOptions, env: NodeJS.ProcessEnv): Promise<number> {
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
  try {
    const plan = planBuild(family, options, env, workspaceRoot);
    if (options.dryRun) {
      console.log(describePlan(plan));
    } else {
      await build(plan, options, env, interruption.signal);
    }
    return 0;
  } catch (error) {
    console.error(explain(error));
    return interruption.signal.aborted ? 130 : 1;
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, interrupt);
  }
}

async function build(
  plan: BuildPlan,
  options: RunOptions,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<void> {
  for (const note of plan.notes) console.warn(note);
  const results = join(workspaceRoot, RESULTS, `${plan.os}-${plan.arch}`);
  const logFile = `${results}.log`;
  mkdirSync(dirname(logFile), { recursive: true });
  writeFileSync(logFile, '');
  const packerEnv: NodeJS.ProcessEnv = { ...env };
  const interrupted = (): void =>
    console.error(
      `Interrupted. Packer removes what it made in the account: ${relative(process.cwd(), logFile)}`,
    );
  signal.addEventListener('abort', interrupted, { once: true });
  try {
    const images = new Images(ec2Client({ region: plan.region }));
    const outcome = await buildImage(plan, {
      findImage: (name) => images.findOwn(name),
      packer: new PackerCli({
        folder: join(workspaceRoot, 'images/packer', plan.family),
        env: packerEnv,
        logFile,
        signal,
      }),
      prepare: async (say) => {
        // Packer runs Ansible on this machine.
        if (plan.family === 'linux') packerEnv['PATH'] = `${await venvBin(say)}:${env['PATH'] ?? ''}`;
      },
      forgetLookup: (name) => clearCachedLookup(join(workspaceRoot, 'apps/infra/cdk.context.json'), name),
      interactive: process.stdout.isTTY,
    });
    const file = options.output ?? `${results}.json`;
    writeOutcome(file, outcome);
    console.log(`${describeOutcome(outcome)}\nWritten to ${relative(process.cwd(), file)}.`);
  } catch (error) {
    if (error instanceof BuildError)
      console.error(`All that Packer said: ${relative(process.cwd(), logFile)}`);
    throw error;
  }
}

/** Mistakes and refusals as they read best; a defect with its trace. */
function explain(error: unknown): string {
  if (error instanceof CredentialsError) {
    return `AWS credentials: ${error.message}. Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; --dry-run needs none`;
  }
  const expected = [BuildError, BuildOptionsError, ImageSourcesError, AwsError];
  if (expected.some((kind) => error instanceof kind)) return (error as Error).message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
