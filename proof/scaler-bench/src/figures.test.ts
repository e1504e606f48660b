import { describe, expect, it } from '@jest/globals';
import { gapsOf, maximum, meanWaitMs, median } from './figures.ts';

describe('gapsOf', () => {
  it('gives the gaps between moments in order of time', () => {
    expect(gapsOf([10, 40, 20])).toEqual([10, 20]);
    expect(gapsOf([10])).toEqual([]);
  });
});

describe('meanWaitMs', () => {
  it.each([
    [[0, 2_000, 4_000], 1_000],
    // Three of four jobs arrive in the gap of 3 s and wait for 1.5 s on average; the other one waits for 0.5 s.
    [[0, 1_000, 4_000], 1_250],
    [[7], Number.NaN],
  ])('for polls at %j is %d', (moments, expected) => {
    expect(meanWaitMs(moments)).toBe(expected);
  });
});

describe('median and maximum', () => {
  it('give the middle and the greatest value; undefined without values', () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2, undefined]);
    expect([maximum([1, 3, 2]), maximum([])]).toEqual([3, undefined]);
  });
});
