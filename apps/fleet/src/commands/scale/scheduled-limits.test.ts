import { expect, it } from '@jest/globals';
import { RETURN_ACTION, type ScheduledAction } from '../../observe/scheduled-actions.ts';
import { scheduledLimits } from './scheduled-limits.ts';

const action = (cron: string, sizes: Partial<ScheduledAction>): ScheduledAction => ({
  ...{ name: cron, when: cron, min: undefined, max: undefined, desired: undefined, startsAt: undefined },
  recurrence: { cron, timeZone: 'UTC' },
  ...sizes,
});
const single = (time: string, sizes: Partial<ScheduledAction>) =>
  action('', { recurrence: undefined, startsAt: new Date(time), ...sizes });
const [from, to] = [new Date('2026-11-24T16:00Z'), new Date('2026-11-24T20:00:30Z')];

it.each<[string, readonly ScheduledAction[], object]>([
  ['no action', [], {}],
  ['an action before the period: not counted', [action('0 16 * * *', { min: 1 })], {}],
  ['an action at the end of the period', [action('0 20 * * *', { min: 1 })], { min: 1 }],
  ['an action after the period: not counted', [action('1 20 * * *', { min: 1 })], {}],
  [
    'two actions: the last one counts',
    [action('0 19 * * *', { min: 0 }), action('0 18 * * *', { min: 4, max: 9 })],
    { min: 0, max: 9 },
  ],
  ['an action that runs once', [single('2026-11-24T17:00Z', { max: 3 })], { max: 3 }],
  [
    'an earlier return of `scale --for`: not counted',
    [single('2026-11-24T17:00Z', { name: RETURN_ACTION, max: 3 })],
    {},
  ],
  ['a cron expression of an unknown form: not counted', [action('0 18 * * 7', { min: 1 })], {}],
])(
  'scheduledLimits returns the limits that the scheduled actions of a period set: %s',
  (_what, actions, limits) =>
    expect(scheduledLimits(actions, from, to)).toEqual({ min: undefined, max: undefined, ...limits }),
);
