import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { desiredCapacity } from './desired-capacity.ts';
import type { GroupLimits } from './group-limits.ts';
import type { Headroom } from './headroom.ts';

const none: Headroom = { strategy: 'none' };
const number = (factor: number): Headroom => ({ strategy: 'number', factor });
const percentage = (factor: number): Headroom => ({ strategy: 'percentage', factor });

describe('desiredCapacity', () => {
  it.each<[string, number, number, [number, number, number], Headroom, number, number]>([
    ['counts queued and running jobs', 3, 4, [0, 10, 0], none, 0, 7],
    ['stays if the demand is met', 2, 3, [0, 10, 5], none, 0, 5],
    ['never lowers', 0, 0, [0, 10, 6], none, 0, 6],
    ['stops at the maximum', 50, 0, [0, 10, 0], none, 0, 10],
    ['does not change a group above its maximum', 50, 0, [0, 10, 12], none, 0, 12],
    ['meets a small demand with the minimum, without headroom', 1, 0, [3, 10, 3], number(5), 0, 3],
    ['adds headroom once the demand equals the minimum', 3, 0, [3, 10, 3], number(5), 0, 8],
    ['adds a fixed number', 4, 0, [0, 10, 0], number(2), 0, 6],
    ['adds a fixed number even without demand', 0, 0, [0, 10, 0], number(2), 0, 2],
    ['adds a percentage, rounded up', 5, 0, [0, 10, 0], percentage(25), 0, 7],
    ['adds no rounding error to a percentage', 10, 0, [0, 100, 0], percentage(10), 0, 11],
    ['adds no percentage without demand', 0, 0, [0, 10, 0], percentage(50), 0, 0],
    ['limits headroom to the maximum', 9, 0, [0, 10, 0], number(5), 0, 10],
    ['rises by one step', 40, 0, [0, 50, 5], none, 10, 15],
    ['rises by less than a step if that is enough', 8, 0, [0, 50, 5], none, 10, 8],
    ['rises to the minimum even if that is more than a step', 0, 0, [9, 50, 1], none, 2, 9],
    [
      'limits an absurd demand to the maximum',
      Number.MAX_SAFE_INTEGER,
      1,
      [0, 10, 0],
      percentage(500),
      0,
      10,
    ],
  ])('%s', (_, queued, running, [min, max, desired], headroom, maxStep, expected) => {
    expect(desiredCapacity({ queued, running }, { min, max, desired }, headroom, { maxStep })).toBe(expected);
  });
});

describe('desiredCapacity, for any input', () => {
  const demands = fc.record({ queued: fc.nat(), running: fc.nat(2_000) });
  const groups = fc
    .tuple(fc.nat(50), fc.nat(1_000), fc.nat(1_200))
    .map(([min, above, over]): GroupLimits => ({ min, max: min + above, desired: min + over }));
  const headrooms = fc.oneof(
    fc.constant(none),
    fc.integer({ min: 1, max: 100 }).map(number),
    fc.integer({ min: 1, max: 300 }).map(percentage),
  );
  const steps = fc.nat(20);
  const cases = fc.tuple(demands, groups, headrooms, steps);
  const check = (holds: (...input: [...Parameters<typeof desiredCapacity>]) => boolean) =>
    fc.assert(
      fc.property(cases, ([demand, group, headroom, maxStep]) => holds(demand, group, headroom, { maxStep })),
    );

  it('is a whole number', () => {
    check((...input) => Number.isSafeInteger(desiredCapacity(...input)));
  });

  it('never raises above the maximum', () => {
    check((demand, group, ...rest) => {
      const result = desiredCapacity(demand, group, ...rest);
      return result <= Math.max(group.max, group.desired);
    });
  });

  it('is never below the minimum', () => {
    check((demand, group, ...rest) => desiredCapacity(demand, group, ...rest) >= group.min);
  });

  it('never lowers', () => {
    check((demand, group, ...rest) => desiredCapacity(demand, group, ...rest) >= group.desired);
  });

  it('adds no more than maxStep once the minimum is reached', () => {
    check((demand, group, headroom, options = {}) => {
      const step = desiredCapacity(demand, group, headroom, options) - group.desired;
      return options.maxStep === 0 || step <= (options.maxStep ?? 0);
    });
  });

  it('does not fall when the demand grows', () => {
    fc.assert(
      fc.property(cases, fc.nat(1_000), ([demand, group, headroom, maxStep], more) => {
        const larger = { ...demand, queued: demand.queued + more };
        const options = { maxStep };
        return (
          desiredCapacity(larger, group, headroom, options) >=
          desiredCapacity(demand, group, headroom, options)
        );
      }),
    );
  });

  it('reaches any size in steps', () => {
    check((demand, group, headroom, options = {}) => {
      const goal = desiredCapacity(demand, group, headroom);
      let desired = group.desired;
      for (let step = 0; step < 1_200; step++) {
        desired = desiredCapacity(demand, { ...group, desired }, headroom, options);
      }
      return desired === goal;
    });
  });

  it('meets the demand if the maximum allows it', () => {
    check((demand, group, headroom) => {
      const unlimited = { ...group, max: Number.MAX_SAFE_INTEGER };
      return desiredCapacity(demand, unlimited, headroom) >= demand.queued + demand.running;
    });
  });
});
