import { describe, expect, it } from '@jest/globals';
import { latenessMs, scheduledAt, type ScheduledEvent } from './schedule.ts';

const now = new Date('2026-03-01T10:00:07.500Z');

describe('scheduledAt and latenessMs', () => {
  it('accept a start that is a whole minute late', () => {
    const scheduled = new Date(now.getTime() - 60_000);
    expect(scheduledAt({ time: scheduled.toISOString() }, now)).toEqual(scheduled);
    expect(latenessMs(scheduled, now)).toBe(59_000);
  });

  it.each<[string, ScheduledEvent | null | undefined, string, number]>([
    ['a scheduled event', { time: '2026-03-01T10:00:00Z' }, '10:00:00.000', 6_500],
    ['an event less than a second old', { time: '2026-03-01T10:00:07Z' }, '10:00:07.000', 0],
    ['an event from the future', { time: '2026-03-01T10:00:10Z' }, '10:00:07.500', 0],
    ['a start almost a minute late', { time: '2026-03-01T09:59:08Z' }, '09:59:08.000', 58_500],
    ['an event from minutes ago', { time: '2026-03-01T09:58:00Z' }, '10:00:07.500', 0],
    ['an event from another day', { time: '2026-02-01T10:00:00Z' }, '10:00:07.500', 0],
    ['a time that is not a date', { time: 'soon' }, '10:00:07.500', 0],
    ['a time that is a number', { time: 7 }, '10:00:07.500', 0],
    ['an event without a time', {}, '10:00:07.500', 0],
    ['null', null, '10:00:07.500', 0],
    ['undefined', undefined, '10:00:07.500', 0],
  ])('handle %s', (_, event, expected, late) => {
    const scheduled = scheduledAt(event, now);
    expect(scheduled.toISOString()).toBe(`2026-03-01T${expected}Z`);
    expect(latenessMs(scheduled, now)).toBe(late);
  });
});
