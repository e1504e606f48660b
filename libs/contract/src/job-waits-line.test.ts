import { describe, expect, it } from '@jest/globals';
import { jobWaitsLine, readJobWaitsLine, type LeftJob } from './job-waits-line.ts';

const leftAt = Date.parse('2026-03-01T10:00:00.120Z');
const job = (
  waitedMs: number,
  id = `1f2e3d4c-0000-4000-8000-${String(waitedMs).padStart(12, '0')}`,
): LeftJob => ({
  ...{ id, waitedMs, leftAt },
});

describe("the scaler's line about the jobs that have left the queue", () => {
  it('has the id, seconds and time of each job, the longest wait first', () => {
    expect(jobWaitsLine([job(1_000, 'a'), job(12_340, 'b')])).toEqual({
      jobWaits: ['b 12.3 2026-03-01T10:00:00.120Z', 'a 1.0 2026-03-01T10:00:00.120Z'],
    });
  });

  it('is read as it was written, to a tenth of a second', () => {
    const jobs = [job(12_300), job(1_000)];
    expect(readJobWaitsLine({ level: 'INFO', ...jobWaitsLine(jobs) })).toEqual(jobs);
  });

  it('stays below 15 KB, and counts the jobs that it leaves out', () => {
    const jobs = Array.from({ length: 1_000 }, (_, index) => job(index));
    const line = jobWaitsLine([...jobs, job(5_000, 'an id\nwith a line break')]);
    expect(JSON.stringify(line).length).toBeLessThan(15_000);
    expect(line).toMatchObject({ moreJobs: 801 });
    expect(line.jobWaits).toHaveLength(200);
    expect(readJobWaitsLine(line)?.[0]).toEqual({ ...jobs[999], waitedMs: 1_000 });
  });

  it.each([{}, { jobWaits: 'a 1.0 now' }, { decision: 'hold' }, undefined])(
    'is undefined for another line of the log: %j',
    (line) => {
      expect(readJobWaitsLine(line)).toBeUndefined();
    },
  );

  it('leaves out entries that cannot be read', () => {
    expect(readJobWaitsLine({ jobWaits: ['', 'a 1 2026', 'a 1.0 2026-99-99T10:00:00.120Z'] })).toEqual([]);
  });
});
