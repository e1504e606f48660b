import { expect, it } from '@jest/globals';
import { countInstances, totalOf } from './count-instances.ts';

it.each([
  ['no instances', [], []],
  [
    'instances that start, run and terminate',
    ['Terminating:Wait', 'InService', 'Pending', 'InService', 'Terminating', 'Pending:Proceed'],
    [
      ['in service', 2],
      ['starting', 2],
      ['already terminating', 2],
    ],
  ],
  [
    'instances in rarer states',
    ['Standby', 'EnteringStandby', 'Detaching', 'Warmed:Stopped'],
    [
      ['on standby', 2],
      ['already terminating', 1],
      ['in another state', 1],
    ],
  ],
])('countInstances counts %s', (_, lifecycles, counts) => {
  const counted = countInstances(lifecycles);
  expect(counted).toEqual(counts);
  expect(totalOf(counted)).toBe(lifecycles.length);
});
