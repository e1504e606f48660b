import { describe, expect, it } from '@jest/globals';
import { missingCapacity, onDemandCapacity, type StaffedGroup } from './index.ts';

const spot = (more: Partial<StaffedGroup> = {}): StaffedGroup => ({
  min: 0,
  max: 100,
  desired: 50,
  present: 20,
  launches: true,
  ...more,
});
const NONE = { strategy: 'none' } as const;

describe('missingCapacity', () => {
  it.each([
    ['what the demand needs and the group lacks', 40, {}, 20],
    ['nothing if the demand needs less than there is', 15, {}, 0],
    ['no more than the desired capacity, which may rise step by step', 90, {}, 30],
    ['what the minimum needs', 0, { min: 25 }, 5],
    ['nothing if Auto Scaling may not launch instances', 40, { launches: false }, 0],
  ] as const)('is %s', (_, running, group, missing) => {
    expect(missingCapacity({ queued: 0, running }, spot(group), NONE)).toBe(missing);
  });

  it('includes the headroom, but not held jobs', () => {
    const headroom = { strategy: 'number', factor: 5 } as const;
    expect(missingCapacity({ queued: 10, running: 15, held: 8 }, spot(), headroom)).toBe(2);
  });
});

describe('onDemandCapacity', () => {
  const onDemand = (desired: number, max = 100) => ({ min: 0, max, desired });

  it.each([
    ['what is missing', 30, spot(), onDemand(0), 30],
    ['never lower than now', 10, spot(), onDemand(30), 30],
    ["at most the fleet's maximum less the instances of the spot group", 90, spot(), onDemand(0), 80],
    ['at most the maximum of its own group', 30, spot(), onDemand(0, 12), 12],
    ['unchanged if the spot group is above the maximum', 30, spot({ present: 130 }), onDemand(4), 4],
  ] as const)('is %s', (_, missing, spotGroup, group, capacity) => {
    expect(onDemandCapacity(missing, { spot: spotGroup, onDemand: group })).toBe(capacity);
  });
});
