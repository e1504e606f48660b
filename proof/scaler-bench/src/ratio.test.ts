import { describe, expect, it } from '@jest/globals';
import { ratioOfMedians, type Pair } from './ratio.ts';

/** Pairs whose second figure is `factor` times the first, plus noise. */
const pairs = (count: number, factor: number): Pair[] =>
  Array.from({ length: count }, (_, index) => [
    50 + 4 * Math.sin(index),
    factor * (50 + 4 * Math.sin(index * 1.7)),
  ]);

describe('ratioOfMedians', () => {
  it('is exact without noise', () => {
    const same: Pair[] = [1, 2, 3].map(() => [50, 55]);
    expect(ratioOfMedians(same)).toEqual({ ratio: 1.1, from: 1.1, to: 1.1 });
  });

  it.each([1, 1.2])('has bounds around %d, which are narrower for more pairs', (factor) => {
    const [few, many] = [ratioOfMedians(pairs(10, factor)), ratioOfMedians(pairs(200, factor))];
    for (const { ratio, from, to } of [few, many]) {
      expect(from).toBeLessThanOrEqual(ratio);
      expect(to).toBeGreaterThanOrEqual(ratio);
    }
    expect(many.from).toBeLessThan(factor * 1.02);
    expect(many.to).toBeGreaterThan(factor * 0.98);
    expect(many.to - many.from).toBeLessThan(few.to - few.from);
  });

  it('gives the same result every time', () => {
    expect(ratioOfMedians(pairs(20, 1.1))).toEqual(ratioOfMedians(pairs(20, 1.1)));
  });

  it('is NaN without pairs', () => {
    expect(ratioOfMedians([]).ratio).toBeNaN();
  });
});
