import { describe, expect, it } from '@jest/globals';
import { fleetWith, problemsOf } from '../testing/rule-cases.ts';
import { attempt } from '../testing/attempt.ts';

const schedule = (name: string, cron: string, sizes: object) => ({
  ...{ name, cron, timeZone: 'UTC' },
  ...sizes,
});
const problems = (...SCHEDULES_JSON: object[]) => problemsOf({ SCHEDULES_JSON, ASG_MAX_SIZE: 10 });

describe('schedule rules', () => {
  it.each([
    [
      'a schedule that never runs',
      [schedule('never', '0 0 31 2 *', { minSize: 1 })],
      'SCHEDULES_JSON: a cron expression of never that ever runs',
    ],
    [
      'two schedules at the same time',
      [schedule('a', '0 7 * * 1', { minSize: 1 }), schedule('b', '0 7 3 1 *', { maxSize: 9 })],
      'SCHEDULES_JSON: b and a never to run at the same time, as they do on 2028-01-03 at 07:00 UTC; Auto Scaling refuses that',
    ],
    [
      'a minimum over the maximum',
      [schedule('a', '0 7 * * *', { minSize: 11 })],
      'SCHEDULES_JSON: a to set sizes that fit those of the group and of the schedules before it: on 2027-01-01 at 07:00 UTC, the minimum would be 11 and the maximum 10',
    ],
    [
      'a desired capacity over the maximum',
      [schedule('a', '0 7 * * *', { desired: 11 })],
      'SCHEDULES_JSON: a to set sizes that fit those of the group and of the schedules before it: on 2027-01-01 at 07:00 UTC, the desired capacity 11 would not be from 0 to 10',
    ],
  ])('reject %s', (_what, schedules, problem) => expect(problems(...schedules)).toEqual([problem]));
});

describe('protection from scale-in', () => {
  const protectionOf = (settings: object) =>
    attempt({}, fleetWith({ ASG_MAX_SIZE: 10, ...settings })).fleets?.[0]?.group
      .newInstancesProtectedFromScaleIn;
  const SCHEDULES_JSON = [schedule('a', '0 7 * * *', { maxSize: 5 })];
  it.each([
    [false, 'not set', {}],
    [
      false,
      'not set, with a schedule of the minimum',
      { SCHEDULES_JSON: [schedule('a', '0 7 * * *', { minSize: 1 })] },
    ],
    [true, 'not set, with a schedule of the maximum', { SCHEDULES_JSON }],
    [
      true,
      'not set, with a schedule of the desired capacity',
      { SCHEDULES_JSON: [schedule('a', '0 7 * * *', { desired: 1 })] },
    ],
    [false, 'set to false', { SCHEDULES_JSON, ASG_NEW_INSTANCES_PROTECTED_FROM_SCALE_IN: false }],
    [true, 'set to true', { ASG_NEW_INSTANCES_PROTECTED_FROM_SCALE_IN: true }],
  ])('is %j if it is %s', (isProtected, _what, settings) => expect(protectionOf(settings)).toBe(isProtected));
});
