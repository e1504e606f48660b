import { randomBytes } from 'node:crypto';
import { Listr } from 'listr2';
import type { RegionPace } from '../pace.ts';
import { Region } from '../region.ts';
import { auditRoles, checkPermissions } from '../report/audit.ts';
import type { RoleAudit } from '../report/role-audit.ts';
import { checkSecrets } from '../secrets/check-secrets.ts';
import { ProcessWatch } from '../secrets/process-watch.ts';
import { prepareContext, type ScenarioContext } from './context.ts';
import { checkUpToDate, destroyFleet, readMetricsBack, stopSchedule, waitForSilence } from './teardown.ts';
import { bootstrapAccount, deployFleet, storeToken } from './deployment.ts';
import type { Expectations } from './expectations.ts';
import { progressOf } from './progress.ts';
import { describeSample, Recorder } from './recorder.ts';
import { waitForSuccessor } from './handover.ts';
import { invokeScaler, sendWave, waitForRest } from './wave.ts';

export interface ScenarioOptions {
  readonly fleetFile: string;
  readonly jobs: number;
  /**
   * If set, the scenario calls this at the end instead of destroying the fleet. When it resolves, the caller may stop
   * the region.
   */
  readonly keep?: (context: ScenarioContext) => Promise<void>;
  readonly signal: AbortSignal;
  /** @default usualPace */
  readonly pace?: RegionPace;
}

/** The state of a running scenario. The report reads it at the end, or after a failure. */
export interface ScenarioState {
  readonly expectations: Expectations;
  region?: Region;
  context?: ScenarioContext;
  recorder?: Recorder;
  /** When the first wave of jobs arrived. */
  waveAt?: number;
  /** Why a step failed. */
  failure?: unknown;
  audit?: readonly RoleAudit[];
  processWatch?: ProcessWatch;
}

const jobMs = 6_000;
const START = 'A region starts: AWS APIs, Semaphore API, instances';

/** Runs the whole scenario, from deployment to destruction. The caller must stop `state.region`, even after a failure. */
export async function runScenario(state: ScenarioState, options: ScenarioOptions): Promise<void> {
  const { jobs, signal, keep } = options;
  const secondWave = Math.ceil(jobs / 2);
  const token = randomBytes(24).toString('hex');

  /** Keeps a step's error for the end of the run, so that the list of steps does not print it too. */
  const reportedAtTheEnd = async (title: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      state.failure = error;
      throw new Error(`${title}: failed`, { cause: error });
    }
  };
  const step = (title: string, run: (context: ScenarioContext) => Promise<void>) => ({
    title,
    task: (_: unknown, task: Parameters<typeof progressOf>[0]) =>
      reportedAtTheEnd(title, async () => {
        signal.throwIfAborted();
        if (!state.context) throw new Error('The region is not running.');
        await run({ ...state.context, say: progressOf(task) });
      }),
  });
  const stepWithSamples = (title: string, run: (context: ScenarioContext) => Promise<void>) =>
    step(title, async (context) => {
      state.recorder?.listen((sample) => context.say(describeSample(sample)));
      await run(context);
    });

  await new Listr(
    [
      {
        title: START,
        task: (_, task) =>
          reportedAtTheEnd(START, async () => {
            state.region = await Region.start({
              say: progressOf(task),
              registrationToken: token,
              pace: options.pace,
            });
            const { region } = state;
            state.processWatch = new ProcessWatch(() => region.secrets().slice(0, 1));
            state.context = await prepareContext(region, options.fleetFile, {
              expectations: state.expectations,
              signal,
            });
          }),
      },
      step('The agent token is stored in SSM', async ({ region, fleet }) =>
        storeToken(region, fleet.config.token.parameterName, token),
      ),
      step('The account is bootstrapped with the execution policy', bootstrapAccount),
      step('The fleet is deployed by the CDK CLI', deployFleet),
      step('The scaler polls the queue', async (context) => {
        state.recorder = new Recorder(context.region);
        state.recorder.start();
        await invokeScaler(context);
      }),
      stepWithSamples(`A wave of ${jobs} jobs arrives and the fleet follows`, async (context) => {
        state.waveAt = Date.now();
        await sendWave(context, { jobs, jobMs });
      }),
      stepWithSamples('The wave is over and the fleet shrinks again', waitForRest),
      stepWithSamples('The schedule starts the next invocation, which takes over polling', waitForSuccessor),
      stepWithSamples(
        `The next invocation scales for a second wave of ${secondWave} jobs`,
        async (context) => {
          await sendWave(context, { jobs: secondWave, jobMs });
          await waitForRest(context);
          state.recorder?.stop();
        },
      ),
      ...(keep ? [] : [step('The schedule is stopped', stopSchedule)]),
      step('CloudWatch has the metrics', (context) => readMetricsBack(context, jobs)),
      step(
        'The permissions of each role are compared with its calls',
        async ({ region, fleet, expectations }) => {
          state.audit = await auditRoles(region, fleet.config.stackName);
          checkPermissions(expectations, state.audit);
        },
      ),
      step('The secrets are where they belong', (context) => checkSecrets(context, state.processWatch)),
      step('cdk diff finds nothing to change', checkUpToDate),
      ...(keep
        ? []
        : [step('The last invocation ends', waitForSilence), step('The fleet is destroyed', destroyFleet)]),
    ],
    // On Ctrl-C, listr2 would exit at once and leave everything running. The sandbox handles Ctrl-C itself.
    { rendererOptions: { collapseSubtasks: false }, registerSignalListeners: false },
  )
    .run()
    .catch((error: unknown) => {
      throw state.failure ?? error;
    });
  state.recorder?.stop();
  state.processWatch?.stop();
  if (keep && state.context) await keep(state.context);
}
