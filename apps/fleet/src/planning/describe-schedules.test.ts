import { describe, expect, it } from '@jest/globals';
import { describeSchedules } from './describe-schedules.ts';

const describe1 = (schedule: object, now: string) =>
  describeSchedules(
    {
      group: { schedules: [{ name: 'x', cron: '0 7 * * *', timeZone: 'Europe/Berlin', ...schedule }] },
    } as never,
    new Date(now),
  );

describe('describeSchedules', () => {
  it.each([
    [
      'sizes and the next three times',
      { minSize: 4, maxSize: 20 },
      '2026-11-28T12:00Z',
      'minimum 4, maximum 20 at 0 7 * * * in Europe/Berlin; next: 2026-11-29 07:00 (06:00 UTC), 2026-11-30 07:00 (06:00 UTC), 2026-12-01 07:00 (06:00 UTC)',
    ],
    [
      'a change to summer time',
      { minSize: 0 },
      '2027-03-27T12:00Z',
      'minimum 0 at 0 7 * * * in Europe/Berlin; next: 2027-03-28 07:00 (05:00 UTC), 2027-03-29 07:00 (05:00 UTC), 2027-03-30 07:00 (05:00 UTC)',
    ],
    [
      'a time that summer time skips, in addition to three others',
      { cron: '30 2 * * *', desired: 1 },
      '2027-03-27T12:00Z',
      'desired capacity 1 at 30 2 * * * in Europe/Berlin; next: 2027-03-28 (not run: the clocks skip 02:30), 2027-03-29 02:30 (00:30 UTC), 2027-03-30 02:30 (00:30 UTC), 2027-03-31 02:30 (00:30 UTC)',
    ],
    [
      'a time on another day in UTC',
      { timeZone: 'Asia/Tokyo', minSize: 1 },
      '2026-11-28T12:00Z',
      'minimum 1 at 0 7 * * * in Asia/Tokyo; next: 2026-11-29 07:00 (2026-11-28 22:00 UTC), 2026-11-30 07:00 (2026-11-29 22:00 UTC), 2026-12-01 07:00 (2026-11-30 22:00 UTC)',
    ],
  ])('shows %s', (_what, schedule, now, text) =>
    expect(describe1(schedule, now)).toEqual([{ label: 'Schedule x', text }]),
  );
});
