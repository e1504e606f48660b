import { describe, expect, it } from '@jest/globals';
import { fastPace } from '../pace.ts';
import { describeFigures, longestGap, spread } from './figures.ts';

describe('spread', () => {
  it.each([
    { values: [], median: 0, max: 0 },
    { values: [7], median: 7, max: 7 },
    { values: [9, 1, 5], median: 5, max: 9 },
    { values: [100, 20, 3, 4], median: 20, max: 100 },
  ])('of $values is median $median, maximum $max', ({ values, median, max }) => {
    expect(spread(values)).toEqual({ median, max });
  });
});

describe('longestGap', () => {
  it.each([
    { moments: [], gap: 0 },
    { moments: [5], gap: 0 },
    { moments: [0, 2, 9, 10], gap: 7 },
  ])('of $moments is $gap', ({ moments, gap }) => {
    expect(longestGap(moments)).toBe(gap);
  });
});

describe('describeFigures', () => {
  const figures = {
    jobs: 12,
    raisedAfterMs: 1_234,
    waitMs: { median: 4_000, max: 9_870 },
    polls: 31,
    longestPollGapMs: 2_010,
    failedCalls: 0,
    pace: fastPace,
  };

  it('shows each figure with its unit', () => {
    const text = describeFigures(figures).join('\n');
    expect(text).toMatch(/desired raised +1\.2 s/);
    expect(text).toMatch(/median 4\.0 s, longest 9\.9 s, over 12 jobs/);
    expect(text).toMatch(/31, longest gap 2\.0 s/);
    expect(text).toMatch(/simulated timing +agents sync every 1 s/);
  });

  it('says that the capacity was never raised', () => {
    expect(describeFigures({ ...figures, raisedAfterMs: undefined })[0]).toMatch(/never/);
  });
});
