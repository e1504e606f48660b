import { describe, expect, it } from '@jest/globals';
import { growth } from './soak.ts';

describe('growth', () => {
  it('is 0 if the heap does not change', () => {
    const heaps = [90, 50, ...Array.from({ length: 98 }, () => 20)];
    expect(growth(heaps)).toEqual({ earlyHeapMib: 20, lateHeapMib: 20, weekHeapMib: 20 });
  });

  it('is extrapolated to a week of invocations', () => {
    // Each invocation adds a hundredth of a MiB, and a week has 10,080 invocations.
    const { weekHeapMib, lateHeapMib } = growth(
      Array.from({ length: 1_000 }, (_, index) => 20 + index / 100),
    );
    expect(weekHeapMib - lateHeapMib).toBeCloseTo(100.8, 1);
  });

  it('does not extrapolate a shrinking heap', () => {
    const { weekHeapMib, lateHeapMib } = growth(Array.from({ length: 100 }, (_, index) => 50 - index / 10));
    expect(weekHeapMib).toBe(lateHeapMib);
  });
});
