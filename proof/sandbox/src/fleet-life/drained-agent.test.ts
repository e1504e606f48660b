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
/** The watch stops an idle agent within this time of the notice: it sees the notice within 5 s, and a sync that brings no job follows within 6 s and its latency. */
const FIRST_MOMENT_MS = 11.5 * SECOND;
/** From this time after a notice, a job may be stopped, whatever its grace period: 25 s before the instance ends at 120 s, less 1 s, because the agent reports whole seconds. */
const STOPPED_FROM_MS = 94 * SECOND;
/** In seconds. Jobs of this length end before STOPPED_FROM_MS even if the agent gets them just before FIRST_MOMENT_MS. */
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

/** Plays this many phases with short jobs, and counts each outcome. */
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
    // In some phases, the job comes before the watch stops the agent, in others after that.
    expect(Math.min(count.passed, count['left to others'])).toBeGreaterThan(1_000);
  });

  it('lost jobs of up to 80 seconds with the former interruption watch, which let it take jobs until the grace period began', async () => {
    const count = await countOutcomes(1_000, interruptionWatch);
    printFigure(
      'idle agents with a spot notice and the former interruption watch, 1,000 phases',
      JSON.stringify(count),
    );
    expect(count.lost).toBeGreaterThan(50);
  });

  it('takes a job of more than 80 seconds no later than 11.5 seconds after the notice, and lets it run until 94 seconds after the notice', async () => {
    const longJobs = fc.asyncProperty(phases({ min: 81, max: 200 }), async (phase) => {
      const { outcome, assignedAt = 0, finishedAt = Infinity } = await drainedJob(phase, retirementWatch);
      if (outcome === 'left to others') return;
      expect(assignedAt).toBeLessThan(FIRST_MOMENT_MS);
      if (outcome === 'lost') expect(finishedAt).toBeGreaterThanOrEqual(STOPPED_FROM_MS);
    });
    await fc.assert(longJobs, { numRuns: 2_000, seed: 1 });
  });
});
