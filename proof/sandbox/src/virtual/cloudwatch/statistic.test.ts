import { describe, expect, it } from '@jest/globals';
import { type Statistic, statisticOf } from './statistic.ts';

describe('statisticOf', () => {
  it.each<[Statistic, number]>([
    ['Sum', 10],
    ['Average', 2.5],
    ['Minimum', 1],
    ['Maximum', 4],
    ['SampleCount', 4],
    ['p50', 2],
    ['p95', 4],
  ])('computes %s', (statistic, expected) => {
    expect(statisticOf([4, 1, 3, 2], statistic)).toBe(expected);
    expect(statisticOf([], statistic)).toBeUndefined();
  });
});
