import type { StepTimes } from './fleet/instance/boot-marks.ts';
import { semaphoreSyncAfterMs } from './semaphore/hub.ts';

/** The simulated delays of a region, in milliseconds. */
export interface RegionPace {
  /** From the request for an instance until its machine starts and it is in service. */
  readonly launchDelayMs: number;
  /** From the start of a machine until its start script runs. */
  readonly bootMs: number;
  /**
   * The minimum duration of each step of the start script.
   *
   * @default - as long as its calls to AWS take
   */
  readonly startStepsMs?: StepTimes | undefined;
  /** The interval between an agent's syncs, or the range from which it is drawn; doubled while a job runs. */
  readonly syncAfterMs: number | { readonly from: number; readonly to: number };
  /**
   * Between two attempts of an agent to register. The agent makes 30 attempts.
   *
   * @default - a second, as with the real agent
   */
  readonly registerRetryMs?: number | undefined;
}

/** Measured in the image: the times between the marks in the column "Boot unit, token" of docs/boot-bench.md, in milliseconds. */
const measuredSteps = { identity: 49, parameters: 220, configuration: 186, agent: 180, registered: 170 };

/** Agents sync as often as with the real Semaphore. Instances start in seconds, while EC2 takes about a minute. */
export const usualPace: RegionPace = {
  launchDelayMs: 1_000,
  bootMs: 1_500,
  startStepsMs: measuredSteps,
  syncAfterMs: semaphoreSyncAfterMs,
};

/** For short runs: jobs start sooner than with the real Semaphore, and agents reach their idle timeout sooner. */
export const fastPace: RegionPace = { ...usualPace, syncAfterMs: 1_000 };

/** Describes the delays in one line, for the report. */
export function describePace({ launchDelayMs, bootMs, startStepsMs = {}, syncAfterMs }: RegionPace): string {
  const seconds = (ms: number) => String(ms / 1_000);
  const { from, to } = typeof syncAfterMs === 'number' ? { from: syncAfterMs, to: syncAfterMs } : syncAfterMs;
  const isRealistic = from === semaphoreSyncAfterMs.from && to === semaphoreSyncAfterMs.to;
  const interval = from === to ? seconds(from) : `${seconds(from)} to ${seconds(to)}`;
  const startMs = Object.values(startStepsMs).reduce((sum, ms) => sum + ms, 0);
  return (
    `agents sync every ${interval} s, ${isRealistic ? 'as with Semaphore' : 'faster than with Semaphore, so waiting times are too short'}; ` +
    `instances launch in ${seconds(launchDelayMs)} s and boot in ${seconds(bootMs)} s, much faster than on EC2` +
    (startMs > 0
      ? `, and then start their agents in ${(startMs / 1_000).toFixed(1)} s, as in the bench of the boot`
      : '')
  );
}
