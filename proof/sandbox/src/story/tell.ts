import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Listr } from 'listr2';
import type { ListrTaskWrapper } from 'listr2';
import { CdkCli } from '../cdk/cli.ts';
import { accountId } from '../emulator/account.ts';
import type { RegionPace } from '../pace.ts';
import { Region } from '../region.ts';
import { auditRoles } from '../report/audit.ts';
import type { RoleAudit } from '../report/audit.ts';
import { requireBundles } from './bundles.ts';
import type { StoryContext } from './context.ts';
import { checkUpToDate, destroyFleet, readMetricsBack, stopSchedule, waitForSilence } from './departure.ts';
import { bootstrapAccount, deployFleet, storeToken } from './deployment.ts';
import type { Expectations } from './expectations.ts';
import { readSandboxFleet } from './fleet-parameters.ts';
import { sayTo } from './progress.ts';
import { describeSample, Recorder } from './recorder.ts';
import { waitForSuccessor } from './turn.ts';
import { askScaler, sendWave, waitForRest } from './wave.ts';

export interface StoryOptions {
  readonly fleetFile: string;
  readonly jobs: number;
  /** Called instead of the destruction when the region shall stay; returns when it shall end. */
  readonly keep?: (context: StoryContext) => Promise<void>;
  readonly signal: AbortSignal;
  /** @default - Semaphore's */
  readonly pace?: RegionPace;
}

/** The state of a story as it is told; what it has by its end is what there is to report. */
export interface Story {
  readonly expectations: Expectations;
  region?: Region;
  context?: StoryContext;
  recorder?: Recorder;
  /** When the scaler's first invocation was asked for, and when the first wave arrived. */
  waveAt?: number;
  audit?: readonly RoleAudit[];
}

const jobMs = 6_000;

/** The whole life of a fleet, step by step. The caller stops `story.region`, whatever happens here. */
export async function tellStory(story: Story, options: StoryOptions): Promise<void> {
  const { jobs, signal, keep } = options;
  const secondWave = Math.ceil(jobs / 2);
  const token = randomBytes(24).toString('hex');

  const step = (title: string, run: (context: StoryContext) => Promise<void>) => ({
    title,
    task: async (_: unknown, task: ListrTaskWrapper<unknown, never, never>) => {
      signal.throwIfAborted();
      if (!story.context) throw new Error('The region is not up.');
      await run({ ...story.context, say: sayTo(task) });
    },
  });
  const watched = (title: string, run: (context: StoryContext) => Promise<void>) =>
    step(title, async (context) => {
      story.recorder?.listen((sample) => context.say(describeSample(sample)));
      await run(context);
    });

  await new Listr(
    [
      { title: 'The Lambda bundles are built', task: requireBundles },
      {
        title: 'A region starts: AWS APIs, Semaphore API, instances',
        task: async (_, task) => {
          story.region = await Region.start({
            say: sayTo(task),
            registrationToken: token,
            pace: options.pace,
          });
          story.context = await prepare(story, story.region, options);
        },
      },
      step('The agent token is stored in SSM', async ({ region, fleet }) =>
        storeToken(region, fleet.config.token.parameterName, token),
      ),
      step('The account is bootstrapped with the execution policy', bootstrapAccount),
      step('The fleet is deployed by the CDK CLI', deployFleet),
      step('The scaler polls the queue', async (context) => {
        story.recorder = new Recorder(context.region);
        story.recorder.start();
        await askScaler(context);
      }),
      watched(`A wave of ${jobs} jobs arrives and the fleet follows`, async (context) => {
        story.waveAt = Date.now();
        await sendWave(context, { jobs, jobMs });
      }),
      watched('The wave is over and the fleet shrinks again', waitForRest),
      watched('The schedule hands over to the next invocation', waitForSuccessor),
      watched(`A second wave of ${secondWave} jobs meets the successor`, async (context) => {
        await sendWave(context, { jobs: secondWave, jobMs });
        await waitForRest(context);
        story.recorder?.stop();
      }),
      ...(keep ? [] : [step('The schedule is stopped', stopSchedule)]),
      step('CloudWatch has the metrics', (context) => readMetricsBack(context, jobs)),
      step("Each role's rights are compared with what it did", async ({ region, fleet }) => {
        story.audit = await auditRoles(region, fleet.config.stackName);
      }),
      step('A second look finds nothing to change', checkUpToDate),
      ...(keep
        ? []
        : [step('The last invocation ends', waitForSilence), step('The fleet is destroyed', destroyFleet)]),
    ],
    // An interruption is ours to handle: listr2's own way ends the process at once, with everything left running.
    { rendererOptions: { collapseSubtasks: false }, registerSignalListeners: false },
  ).run();
  story.recorder?.stop();
  if (keep && story.context) await keep(story.context);
}

async function prepare(story: Story, region: Region, options: StoryOptions): Promise<StoryContext> {
  const fleet = await readSandboxFleet(options.fleetFile, region.semaphore.endpoint);
  const cdk = await CdkCli.prepare({
    folder: join(region.folder.path, 'cdk'),
    accountId,
    region: region.address.region,
    variables: { ...region.variables, ...fleet.variables },
    signal: options.signal,
  });
  return {
    region,
    fleet,
    cdk,
    expectations: story.expectations,
    signal: options.signal,
    say: () => undefined,
  };
}
