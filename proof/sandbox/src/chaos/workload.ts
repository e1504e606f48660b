import type { ChaosFleet } from './chaos-fleet.ts';

export const LONGEST_JOB_MS = 14 * 60_000;

const SECOND = 1_000;
/** At this pause, about five jobs run at a time: on average, 1.5 jobs arrive every 40 s, and each runs for two minutes. */
const MEAN_PAUSE_MS = 40 * SECOND;

/** Queues jobs at random times, now and then several at once, for ever. */
export async function queueJobs(fleet: ChaosFleet, signal: AbortSignal): Promise<void> {
  const { clock, hub } = fleet.virtual;
  while (!signal.aborted) {
    await clock.sleep(exponential(fleet, MEAN_PAUSE_MS), signal).catch(() => undefined);
    if (signal.aborted) return;
    const count = fleet.random.fraction() < 0.15 ? fleet.between(2, 7) : 1;
    for (let index = 0; index < count; index++)
      hub.enqueue(1, { durationMs: fleet.between(5, 4 * 60) * SECOND });
  }
}

/** A random time between two independent events. */
export function exponential(fleet: ChaosFleet, meanMs: number): number {
  return -Math.log(1 - fleet.random.fraction()) * meanMs;
}
