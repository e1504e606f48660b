import { describe, expect, it } from '@jest/globals';
import { printFigure } from './testing/print-figure.ts';
import { nameLostJobs, spotWave } from './testing/spot-wave.ts';

const wave = { seed: 1, instances: 20, waves: 2, busy: true, signal: 'rebalance recommendation' as const };
const spot = {
  ASG_CAPACITY_REBALANCE: 'true',
  ON_DEMAND_PERCENTAGE_ABOVE_BASE: '0',
  DISCONNECT_AFTER_JOB: 'true',
};

/** EC2 recommends to rebalance 30 % of the instances of a busy fleet, twice. */
async function rebalance(parameters: Readonly<Record<string, string>>) {
  const result = await spotWave({ ...wave, parameters: { ...spot, ...parameters } });
  const { interrupted, jobs, lost, mostInstances } = result;
  printFigure(
    `rebalance recommendations, ${JSON.stringify(parameters)}`,
    `${interrupted} recommendations, at most ${mostInstances} instances, ${lost.length} of ${jobs} jobs lost: ${nameLostJobs(lost)}`,
  );
  return result;
}

describe('capacity rebalancing', () => {
  it.each([
    ['single-job agents', 'true'],
    ['long-lived agents', 'false'],
  ])(
    'loses no job of %s if instances are protected from scale-in, and replaces the instances',
    async (_, singleJob) => {
      const { lost, stayed, mostInstances, recovered } = await rebalance({
        DISCONNECT_AFTER_JOB: singleJob,
        ASG_NEW_INSTANCES_PROTECTED_FROM_SCALE_IN: 'true',
      });
      expect(nameLostJobs(lost)).toBe('');
      expect({ stayed, recovered }).toEqual({ stayed: 0, recovered: true });
      // A replacement is launched before the old instance leaves.
      expect(mostInstances).toBeGreaterThan(wave.instances);
    },
  );

  it('ends running jobs if instances are not protected from scale-in', async () => {
    const { lost } = await rebalance({});
    expect(lost.length).toBeGreaterThan(0);
  });
});
