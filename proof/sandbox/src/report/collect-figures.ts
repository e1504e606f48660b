import type { Region } from '../region.ts';
import { longestGap, spread } from './figures.ts';
import type { Figures } from './figures.ts';

/** Computes the figures of a run from the records of its Semaphore API and its fleet simulator. */
export function collectFigures({ semaphore, fleet, pace }: Region, waveAt: number | undefined): Figures {
  const jobs = semaphore.jobs();
  const calls = fleet.calls();
  const firstRaise = calls.find(
    ({ action, error, at }) =>
      action === 'SetDesiredCapacity' && error === undefined && at >= (waveAt ?? Infinity),
  );
  return {
    jobs: jobs.length,
    raisedAfterMs: firstRaise && waveAt !== undefined ? firstRaise.at - waveAt : undefined,
    waitMs: spread(
      jobs.flatMap(({ queuedAt, startedAt }) => (startedAt === undefined ? [] : [startedAt - queuedAt])),
    ),
    polls: semaphore.pollTimes().length,
    longestPollGapMs: longestGap(semaphore.pollTimes()),
    failedCalls: calls.filter(({ error }) => error !== undefined).length,
    pace,
  };
}
