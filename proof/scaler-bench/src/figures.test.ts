import { describe, expect, it } from '@jest/globals';
import { gapsOf, maximum, meanWaitMs, median } from './figures.ts';

describe('figures', () => {
  it('are gaps in the order of time', () => {
    expect(gapsOf([10, 40, 20])).toEqual([10, 20]);
    expect(gapsOf([10])).toEqual([]);
  });

  it.each([
    [[0, 2_000, 4_000], 1_000],
    // Three of four jobs meet the long gap, and wait half of it.
    [[0, 1_000, 4_000], 1_250],
    [[7], Number.NaN],
  ])('are the mean wait for the next of %j', (moments, expected) => {
    expect(meanWaitMs(moments)).toBe(expected);
  });

  it('are the middle and the greatest', () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2, undefined]);
    expect([maximum([1, 3, 2]), maximum([])]).toEqual([3, undefined]);
  });
});
