import { semaphoreSyncAfterMs } from './semaphore/server.ts';

/** How long things take in a region, in milliseconds. */
export interface RegionPace {
  /** From the request for an instance until it is in service. */
  readonly launchDelayMs: number;
  /** From then until its start script runs. */
  readonly bootMs: number;
  /** From an agent's sync to its next, or the range it is drawn from; doubled while a job goes on. */
  readonly syncAfterMs: number | { readonly from: number; readonly to: number };
}

/** Agents sync as Semaphore tells them to. Instances come in seconds: EC2 takes a minute or so. */
export const usualPace: RegionPace = {
  launchDelayMs: 1_000,
  bootMs: 1_500,
  syncAfterMs: semaphoreSyncAfterMs,
};

/** For who does not want to wait: jobs start, and agents idle out, sooner than with Semaphore. */
export const fastPace: RegionPace = { ...usualPace, syncAfterMs: 1_000 };

/** One line for who reads a run's figures. */
export function describePace({ launchDelayMs, bootMs, syncAfterMs }: RegionPace): string {
  const seconds = (ms: number) => String(ms / 1_000);
  const { from, to } = typeof syncAfterMs === 'number' ? { from: syncAfterMs, to: syncAfterMs } : syncAfterMs;
  const isSemaphores = from === semaphoreSyncAfterMs.from && to === semaphoreSyncAfterMs.to;
  const interval = from === to ? seconds(from) : `${seconds(from)} to ${seconds(to)}`;
  return (
    `agents sync every ${interval} s, ${isSemaphores ? 'as with Semaphore' : 'faster than with Semaphore, so waiting times are too short'}; ` +
    `instances launch in ${seconds(launchDelayMs)} s and boot in ${seconds(bootMs)} s, much faster than on EC2`
  );
}
