import { describe, expect, it } from '@jest/globals';
import { splitCapacity } from './split-capacity.ts';

describe('splitCapacity', () => {
  it.each([
    // Examples from the table in the Auto Scaling User Guide.
    { capacity: 10, base: 10, percentage: 50, onDemand: 10, spot: 0 },
    { capacity: 20, base: 10, percentage: 50, onDemand: 15, spot: 5 },
    { capacity: 30, base: 10, percentage: 50, onDemand: 20, spot: 10 },
    { capacity: 40, base: 10, percentage: 50, onDemand: 25, spot: 15 },
    { capacity: 30, base: 0, percentage: 60, onDemand: 18, spot: 12 },
    { capacity: 10, base: 12, percentage: 0, onDemand: 10, spot: 0 },
    { capacity: 40, base: 12, percentage: 0, onDemand: 12, spot: 28 },
    // A fraction is rounded up to on-demand capacity.
    { capacity: 1, base: 0, percentage: 50, onDemand: 1, spot: 0 },
    { capacity: 2, base: 0, percentage: 50, onDemand: 1, spot: 1 },
    { capacity: 10, base: 4, percentage: 25, onDemand: 6, spot: 4 },
    { capacity: 1, base: 0, percentage: 1, onDemand: 1, spot: 0 },
    // Extremes.
    { capacity: 10, base: 0, percentage: 100, onDemand: 10, spot: 0 },
    { capacity: 10, base: 0, percentage: 0, onDemand: 0, spot: 10 },
    { capacity: 0, base: 0, percentage: 0, onDemand: 0, spot: 0 },
  ])(
    '$capacity units, base $base, $percentage % on demand above it: $spot spot',
    ({ capacity, base, percentage, onDemand, spot }) => {
      const purchase = { onDemandBaseCapacity: base, onDemandPercentageAboveBase: percentage };
      expect(splitCapacity(capacity, purchase)).toEqual({ onDemand, spot });
    },
  );
});
