import { expect, it } from '@jest/globals';
import { isMet, median, table, type Measured } from './table.ts';

const measured = (seconds: number, more: Partial<Measured> = {}): Measured => ({
  ...{ typed: 'plan', from: 'package', awsCalls: 0 },
  seconds,
  ...more,
});

it.each([
  [measured(1.5, { goal: 1.5 }), true],
  [measured(1.6, { goal: 1.5 }), false],
  [measured(9), true],
])('isMet, given %j, returns %s', (each, met) => {
  expect(isMet(each)).toBe(met);
});

it('the table marks a command that misses its goal', () => {
  expect(
    table([measured(1.25, { goal: 1.5, awsCalls: 9 }), measured(10, { goal: 3, typed: 'deploy' })]),
  ).toBe(
    'package  plan    1.25 s   ≤ 1.5 s          9 calls to AWS\npackage  deploy  10.00 s  ≤ 3.0 s  missed',
  );
});

it('the median is not moved by an outlier', () => {
  expect(median([1, 100, 2])).toBe(2);
});
