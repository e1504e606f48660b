import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Phase,
  type StartWatch,
  drainedJob,
  interruptionWatch,
  retirementWatch,
} from './testing/drained-agent.ts';
import { printFigure } from './testing/print-figure.ts';

const SECOND = 1_000;
/** The watch looks within 5 s, and a sync that brings no job follows within 6 s and its latency. */
const FIRST_MOMENT_MS = 11.5 * SECOND;
/** Whatever the grace period, no job is stopped earlier after a notice. The agent reports whole seconds. */
const STOPPED_FROM_MS = 94 * SECOND;
/** Shorter jobs end in time even if the agent gets them just before the first moment. */
const SHORT_JOB = { min: 1, max: 80 };

/** An idle agent gets a spot notice. One job arrives at any time from 12 s before the notice until the end of the instance. */
const phases = (jobSeconds: { readonly min: number; readonly max: number }): fc.Arbitrary<Phase> =>
  fc.record({
    seed: fc.nat(),
    agentAgeMs: fc.integer({ min: 25 * SECOND, max: 35 * SECOND }),
    watchStartMs: fc.integer({ min: 0, max: 5 * SECOND }),
    jobAtMs: fc.integer({ min: -12 * SECOND, max: 120 * SECOND }),
    jobSeconds: fc.integer(jobSeconds),
    graceSeconds: fc.constantFrom(0, 30, 60, 90),
    singleJob: fc.boolean(),
  });

/** How often each outcome occurred in this many phases with short jobs. */
async function countOutcomes(numRuns: number, watch: StartWatch) {
  const count = { passed: 0, lost: 0, 'left to others': 0 };
  const runs = { numRuns, seed: 1 };
  for (const phase of fc.sample(phases(SHORT_JOB), runs)) count[(await drainedJob(phase, watch)).outcome]++;
  return count;
}

describe('an idle agent with a spot notice', () => {
  it('loses no job of up to 80 seconds in 10,000 phases', async () => {
    const count = await countOutcomes(10_000, retirementWatch);
    printFigure('idle agents with a spot notice, 10,000 phases', JSON.stringify(count));
    expect(count.lost).toBe(0);
    // The phases include jobs on both sides of the moment.
    expect(Math.min(count.passed, count['left to others'])).toBeGreaterThan(1_000);
  });

  it('lost such jobs when it took them until its grace period began, or without one until the end', async () => {
    const count = await countOutcomes(1_000, interruptionWatch);
    printFigure('the same with the former interruption watch, 1,000 phases', JSON.stringify(count));
    expect(count.lost).toBeGreaterThan(50);
  });

  it('takes a longer job only before the watch can know, and runs it for 94 seconds after the notice', async () => {
    const longJobs = fc.asyncProperty(phases({ min: 81, max: 200 }), async (phase) => {
      const { outcome, assignedAt = 0, finishedAt = Infinity } = await drainedJob(phase, retirementWatch);
      if (outcome === 'left to others') return;
      expect(assignedAt).toBeLessThan(FIRST_MOMENT_MS);
      if (outcome === 'lost') expect(finishedAt).toBeGreaterThanOrEqual(STOPPED_FROM_MS);
    });
    await fc.assert(longJobs, { numRuns: 2_000, seed: 1 });
  });
});
