import { expect, it } from '@jest/globals';
import { scheduledActionsOf } from './scheduled-actions.ts';
import { inRegion } from './testing/in-region.ts';

it.each([
  ['a cron expression', { Recurrence: '0 7 * * 1-5' }, '0 7 * * 1-5'],
  [
    'a cron expression in a time zone',
    { Recurrence: '0 7 * * *', TimeZone: 'Europe/Berlin' },
    '0 7 * * * Europe/Berlin',
  ],
  ['a single time', { StartTime: '2026-12-24T18:00:00Z' }, '2026-12-24T18:00:00.000Z'],
  ['neither an expression nor a time', {}, 'no time'],
])('scheduledActionsOf reads the time of an action with %s', async (_, action, when) => {
  const actions = await inRegion(
    (__, reply) => reply.ok({ ScheduledUpdateGroupActions: [{ ScheduledActionName: 'a', ...action }] }),
    (aws) => scheduledActionsOf(aws, 'g'),
  );
  const none = { min: undefined, max: undefined, desired: undefined };
  const startsAt = 'StartTime' in action ? new Date(action.StartTime) : undefined;
  const { Recurrence: cron, TimeZone: timeZone = 'UTC' } = action as {
    Recurrence?: string;
    TimeZone?: string;
  };
  const recurrence = cron === undefined ? undefined : { cron, timeZone };
  expect(actions).toEqual([{ name: 'a', ...none, when, startsAt, ...(recurrence && { recurrence }) }]);
});
