import { describe, expect, it } from '@jest/globals';
import { printFigure } from './testing/print-figure.ts';
import { nameLostJobs, spotWave, stoppedFromSeconds } from './testing/spot-wave.ts';

const wave = { seed: 1, instances: 60, waves: 3, parameters: { INTERRUPTION_GRACE_PERIOD: '90' } };

describe('a spot wave that takes 30 % of 60 instances', () => {
  it('loses only jobs that run on after their grace period', async () => {
    const { interrupted, jobs, lost, recovered } = await spotWave({ ...wave, busy: true });
    printFigure(
      'spot wave, all agents busy, grace 90 s',
      `${interrupted} interruptions, ${lost.length} of ${jobs} jobs lost: ${nameLostJobs(lost)}`,
    );
    expect(interrupted).toBe(3 * 18);
    expect(recovered).toBe(true);
    for (const job of lost) {
      expect(job.result).toBe('stopped');
      expect(job.leftAtNotice).toBeGreaterThan(stoppedFromSeconds);
    }
  });

  it('loses no job if it takes idle agents, even without a grace period', async () => {
    const parameters = { INTERRUPTION_GRACE_PERIOD: '0' };
    const result = await spotWave({ ...wave, busy: false, waves: 1, parameters });
    const { interrupted, jobs, lost, startedAfterNotice } = result;
    printFigure(
      'spot wave, all agents idle, no grace period',
      `${interrupted} interruptions, ${lost.length} of ${jobs} jobs lost`,
    );
    expect(result).toMatchObject({ interrupted: 18, jobs: 60, recovered: true });
    expect(nameLostJobs(lost)).toBe('');
    expect(startedAfterNotice).toBe(0);
  });
});
