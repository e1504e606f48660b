import { describe, expect, it } from '@jest/globals';
import { latenessMs, type ScheduledEvent } from './lateness.ts';

const now = new Date('2026-03-01T10:00:07.500Z');

describe('latenessMs', () => {
  it.each<[string, ScheduledEvent | null | undefined, number]>([
    ['a scheduled event', { time: '2026-03-01T10:00:00Z' }, 6_500],
    ['what may be no more than rounding', { time: '2026-03-01T10:00:07Z' }, 0],
    ['a clock behind the schedule', { time: '2026-03-01T10:00:10Z' }, 0],
    ['a start almost a minute late', { time: '2026-03-01T09:59:08Z' }, 58_500],
    ['an event of minutes ago', { time: '2026-03-01T09:58:00Z' }, 0],
    ['an event of another day', { time: '2026-02-01T10:00:00Z' }, 0],
    ['a time that is none', { time: 'soon' }, 0],
    ['a number', { time: 7 }, 0],
    ['a start by hand', {}, 0],
    ['no event', null, 0],
    ['nothing', undefined, 0],
  ])('takes %s', (_, event, expected) => {
    expect(latenessMs(event, now)).toBe(expected);
  });
});
