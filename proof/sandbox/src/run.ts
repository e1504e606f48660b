import { resolve } from 'node:path';
import { ConfigurationError } from '@agent-aws-stack/config';
import { runBareRegion } from './bare-region.ts';
import { CdkFailed } from './cdk/cli.ts';
import { EmulatorStartError } from './emulator/ministack.ts';
import { ensurePythonEnvironment } from './emulator/python-environment.ts';
import { stayUntilInterrupted } from './keep.ts';
import { fastPace } from './pace.ts';
import { report } from './report/report.ts';
import { ExpectationFailed, Expectations } from './scenario/expectations.ts';
import { defaultFleetFile, readSandboxFleet } from './scenario/fleet-parameters.ts';
import { runScenario } from './scenario/run-scenario.ts';
import type { ScenarioState } from './scenario/run-scenario.ts';
import { UsageError, UserError } from './user-error.ts';

export interface SandboxOptions {
  readonly config: string;
  readonly jobs: number;
  readonly keep: boolean;
  /** @default false */
  readonly fast?: boolean;
  readonly report?: string;
  /** Builds what the scenario needs, after the emulator is installed. @default - builds nothing; everything must be built already */
  readonly build?: () => Promise<void>;
}

/**
 * Runs the scenario, prints the report and cleans up. Returns the exit code: 0 if all expectations held, 1 if not, 2 for
 * wrong usage, 130 if interrupted. With `keep`, an interruption after the scenario is the normal end and returns 0.
 */
export async function runSandbox(options: SandboxOptions): Promise<number> {
  const signal = interruption();
  const state: ScenarioState = { expectations: new Expectations() };
  let failure: unknown;
  try {
    const fleetFile = resolve(process.env['INIT_CWD'] ?? '', options.config);
    // Report mistakes before anything starts. The endpoint of the Semaphore API is not known yet, so use a dummy.
    const { changes } = await readSandboxFleet(fleetFile, 'localhost');
    if (fleetFile !== defaultFleetFile)
      console.log(['The sandbox changes these settings of your fleet:', ...changes].join('\n  - '));
    if (options.build !== undefined) {
      // Install the emulator first: if PyPI is not reachable, the run fails before the long builds.
      await ensurePythonEnvironment((progress) => console.log(progress));
      await options.build();
    }
    await runScenario(state, {
      fleetFile,
      jobs: options.jobs,
      signal,
      ...(options.fast === true ? { pace: fastPace } : {}),
      ...(options.keep
        ? {
            keep: ({ region, fleet, signal }) =>
              stayUntilInterrupted({ region, variables: fleet.variables, signal }),
          }
        : {}),
    });
  } catch (error) {
    failure = error;
  }
  state.recorder?.stop();
  state.processWatch?.stop();
  const interrupted = signal.aborted;
  try {
    const { report: folder } = options;
    await report(state, folder === undefined ? undefined : resolve(process.env['INIT_CWD'] ?? '', folder));
  } catch (error) {
    // An error of the run is more important than one of the report.
    failure ??= new UserError(`--report: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await state.region?.stop();
  }

  if (interrupted) {
    console.error('Interrupted. Everything has been stopped and removed.');
    return options.keep && failure === undefined ? 0 : 130;
  }
  if (failure !== undefined) {
    console.error(`\n${explain(failure)}`);
    return failure instanceof UsageError ? 2 : 1;
  }
  return 0;
}

/** Starts a region without a fleet, and keeps it until it is interrupted. Returns the exit code. */
export async function runBare(options: { readonly fast: boolean }): Promise<number> {
  const signal = interruption();
  try {
    await runBareRegion({ ...options, signal });
  } catch (error) {
    if (signal.aborted) return 0;
    console.error(`\n${explain(error)}`);
    return 1;
  }
  return 0;
}

/** A signal that is aborted when the process is interrupted. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => controller.abort(new Error('interrupted')));
  }
  return controller.signal;
}

/** The message of an expected error; the stack trace of any other error. */
function explain(error: unknown): string {
  const expected = [UserError, ConfigurationError, ExpectationFailed, CdkFailed, EmulatorStartError];
  if (expected.some((kind) => error instanceof kind)) return (error as Error).message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
