import { describe, expect, it } from '@jest/globals';
import type { Schedule } from './schedule.ts';
import { limitsAt, timetableProblems } from './timetable.ts';

const at = (name: string, cron: string, sizes: Partial<Schedule>): Schedule => ({
  ...{ name, cron, timeZone: 'Europe/Berlin' },
  ...sizes,
});
const base = { minSize: 0, maxSize: 10 };
const problems = (...schedules: Schedule[]) => timetableProblems(schedules, base);
const morning = at('morning', '0 7 * * 1-5', { minSize: 4, maxSize: 20 });
const evening = at('evening', '0 19 * * 1-5', { minSize: 0, maxSize: 5 });

describe('timetableProblems', () => {
  it('finds nothing wrong with office hours', () => expect(problems(morning, evening)).toEqual([]));

  it('finds a schedule that never runs', () => {
    const never = at('never', '0 0 31 2 *', { minSize: 1 });
    expect(problems(never)).toEqual([{ kind: 'never', schedule: never }]);
  });

  it('finds schedules of two zones that run at the same time only in some years', () => {
    const new_year = { ...at('new-year', '0 6 3 JAN *', { minSize: 1 }), timeZone: 'UTC' };
    expect(problems(morning, new_year)).toMatchObject([{ kind: 'same-time', at: Date.UTC(2028, 0, 3, 6) }]);
  });

  it.each([
    [
      'in a year that begins on another day of the week',
      at('leap-day', '0 7 29 FEB *', { minSize: 1 }),
      at('sundays', '0 7 * * SUN', { minSize: 1 }),
      '2032-02-29T06:00Z',
    ],
    [
      'on 25 March if daylight saving time begins on that day, as in some years',
      at('after-the-change', '30 3 25 MAR *', { minSize: 1 }),
      { ...at('before-it', '30 1 25 MAR *', { minSize: 1 }), timeZone: 'UTC' },
      '2029-03-25T01:30Z',
    ],
    [
      'on 31 October, when only New York still has daylight saving time',
      at('evening', '0 18 31 OCT *', { minSize: 1 }),
      { ...at('afternoon', '0 13 31 OCT *', { minSize: 1 }), timeZone: 'America/New_York' },
      '2027-10-31T17:00Z',
    ],
  ])('finds schedules that run at the same time %s', (_, one, other, time) =>
    expect(problems(one, other)).toMatchObject([{ kind: 'same-time', at: Date.parse(time) }]),
  );

  it('finds no coincidence at a time that daylight saving time skips', () => {
    const skipped = at('skipped', '30 2 25 MAR *', { minSize: 1 });
    // On 25 March, these two would coincide only in years in which the clocks skip 2:30.
    const other = { ...at('other', '30 0 25 MAR *', { minSize: 1 }), timeZone: 'UTC' };
    expect(problems(skipped, other)).toEqual([]);
  });

  it('finds sizes that contradict each other only in some years', () => {
    const leapDay = at('leap-day', '0 6 29 FEB *', { maxSize: 3 });
    const sundays = at('sundays', '0 7 * * SUN', { minSize: 5 });
    const daily = at('daily', '0 8 * * *', { minSize: 0, maxSize: 10 });
    expect(problems(leapDay, sundays, daily)).toMatchObject([
      { kind: 'sizes', schedule: { name: 'sundays' }, at: Date.UTC(2032, 1, 29, 6) },
    ]);
  });

  it('accepts a schedule that runs only in some leap years', () =>
    expect(problems(at('rare', '0 0 29 FEB */6', { minSize: 1 }))).toEqual([]));

  it('finds a minimum over the maximum that another schedule has set', () => {
    const night = at('night', '0 1 * * *', { minSize: 6 });
    expect(problems(morning, evening, night)).toMatchObject([
      { kind: 'sizes', schedule: { name: 'night' }, limits: { minSize: 6, maxSize: 5 } },
    ]);
  });

  it('finds a minimum over the maximum of the group, which a deployment may set between two runs', () => {
    const [raise, keep] = [
      at('raise', '0 7 * * 1', { maxSize: 20 }),
      at('keep', '0 8 * * 1', { minSize: 15 }),
    ];
    const back = at('back', '0 9 * * 1', { minSize: 0, maxSize: 10 });
    expect(problems(raise, keep, back)).toMatchObject([
      { kind: 'sizes', schedule: { name: 'keep' }, limits: { minSize: 15, maxSize: 10 } },
    ]);
  });

  it.each([
    [5, []],
    [21, ['sizes']],
    [3, ['sizes']],
  ])('checks a desired capacity of %i against the limits that the same schedule sets', (desired, kinds) =>
    expect(problems({ ...morning, desired }).map(({ kind }) => kind)).toEqual(kinds),
  );

  it('reports a schedule once', () =>
    expect(problems(at('a', '*/5 * * * *', { minSize: 11 })).map(({ kind }) => kind)).toEqual(['sizes']));
});

describe('limitsAt', () => {
  it.each([
    ['Saturday', '2026-11-28T12:00Z', { minSize: 0, maxSize: 5 }],
    ['Monday morning', '2026-11-30T06:00Z', { minSize: 4, maxSize: 20 }],
    ['Monday evening', '2026-11-30T18:00Z', { minSize: 0, maxSize: 5 }],
  ])('gives the limits on %s', (_when, now, limits) =>
    expect(limitsAt([evening, morning], base, Date.parse(now))).toEqual(limits),
  );

  it('gives the sizes of the group before the first run', () => expect(limitsAt([], base, 0)).toEqual(base));
});
