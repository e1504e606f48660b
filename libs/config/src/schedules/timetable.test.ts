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

  it('finds schedules that run at the same time, also once a year in another zone', () => {
    const new_year = { ...at('new-year', '0 6 3 JAN *', { minSize: 1 }), timeZone: 'UTC' };
    expect(problems(morning, new_year)).toMatchObject([{ kind: 'same-time', at: Date.UTC(2028, 0, 3, 6) }]);
  });

  it('finds a minimum over the maximum that another schedule has set', () => {
    const night = at('night', '0 1 * * *', { minSize: 6 });
    expect(problems(morning, evening, night)).toMatchObject([
      { kind: 'sizes', schedule: { name: 'night' }, limits: { minSize: 6, maxSize: 5 } },
    ]);
  });

  it('finds a minimum over the maximum of the group, as a deployment may set it in between', () => {
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
  ])('checks a desired capacity of %i against the limits that are set with it', (desired, kinds) =>
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
