import { describe, expect, it } from '@jest/globals';
import { type MeasuredWaits, measuredWaits } from './testing/measured-waits.ts';
import { printFigure } from './testing/print-figure.ts';
import { percentile } from './testing/spot-drought.ts';

/** The largest error allowed, in intervals of 2 s between polls. A call takes up to 120 ms, so two lists of queued jobs may be that much farther apart than their polls. */
const ONE_POLL = 1 + 0.12 / 2;

function printWaits(scenario: string, { errors, unknown, mostQueued, longestWait, ...more }: MeasuredWaits) {
  const polls = (share: number) => percentile(errors, share).toFixed(2);
  printFigure(
    `measured waits of ${scenario}, at most ${mostQueued} queued, longest wait ${longestWait.toFixed(0)} s`,
    `the error is at most ${polls(1)} polls, p95 ${polls(0.95)} polls; ${errors.length} waits known, ${unknown} unknown` +
      (more.stopped > 0
        ? `; ${more.stopped} jobs stopped, ${more.stoppedButCounted} of them counted as started`
        : ''),
  );
}

describe('the waits of jobs as the scaler measures them', () => {
  it('differ from the truth by at most a poll for 10,000 jobs, of which at most 500 are queued at a time', async () => {
    const waits = await measuredWaits({ seed: 1, jobs: 10_000, mostQueued: 500 });
    printWaits('10,000 jobs', waits);
    expect(waits.mostQueued).toBe(500);
    expect(waits.errors.length + waits.unknown).toBe(10_000);
    expect(waits.errors.at(-1)).toBeLessThanOrEqual(ONE_POLL);
    expect(waits.countedAgain).toBe(0);
    // Some waits stay unknown: a full list may not be the whole queue, and both invocations may miss a job that starts during a handover.
    expect(waits.unknown).toBeLessThan(500);
  });

  it('are unknown rather than wrong if a job falls out of the list or is stopped', async () => {
    const waits = await measuredWaits({ seed: 2, jobs: 4_000, mostQueued: 700, stoppedShare: 0.05 });
    printWaits('4,000 jobs', waits);
    expect(waits.mostQueued).toBe(700);
    expect(waits.unknown).toBeGreaterThan(0);
    expect(waits.errors.at(-1)).toBeLessThanOrEqual(ONE_POLL);
    expect(waits.countedAgain).toBe(0);
  });
});
