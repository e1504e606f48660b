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
  ['an action before', [action('0 16 * * *', { min: 1 })], {}],
  ['an action at the end', [action('0 20 * * *', { min: 1 })], { min: 1 }],
  ['an action after', [action('1 20 * * *', { min: 1 })], {}],
  [
    'the last of two',
    [action('0 19 * * *', { min: 0 }), action('0 18 * * *', { min: 4, max: 9 })],
    { min: 0, max: 9 },
  ],
  ['an action that runs once', [single('2026-11-24T17:00Z', { max: 3 })], { max: 3 }],
  ['an earlier return of its own', [single('2026-11-24T17:00Z', { name: RETURN_ACTION, max: 3 })], {}],
  ['an expression of another form', [action('0 18 * * 7', { min: 1 })], {}],
])('scheduledLimits takes %s', (_what, actions, limits) =>
  expect(scheduledLimits(actions, from, to)).toEqual({ min: undefined, max: undefined, ...limits }),
);
