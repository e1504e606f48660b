import { describe, expect, it } from '@jest/globals';
import { growth } from './soak.ts';

describe('growth', () => {
  it('is none where the heap stays', () => {
    const heaps = [90, 50, ...Array.from({ length: 98 }, () => 20)];
    expect(growth(heaps)).toEqual({ earlyHeapMib: 20, lateHeapMib: 20, weekHeapMib: 20 });
  });

  it('is drawn out to a week of invocations', () => {
    // A hundredth of a MiB each.
    const { weekHeapMib, lateHeapMib } = growth(
      Array.from({ length: 1_000 }, (_, index) => 20 + index / 100),
    );
    expect(weekHeapMib - lateHeapMib).toBeCloseTo(100.8, 1);
  });

  it('never takes a shrinking heap for less than it is', () => {
    const { weekHeapMib, lateHeapMib } = growth(Array.from({ length: 100 }, (_, index) => 50 - index / 10));
    expect(weekHeapMib).toBe(lateHeapMib);
  });
});
