import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runsByDay } from './day-runs.ts';
import { runsBetween } from './runs.ts';

const DAY_MS = 24 * 3_600_000;
const ZONES = [
  ...['Europe/Berlin', 'America/New_York', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Chatham'],
  ...['Pacific/Apia', 'Africa/Casablanca', 'UTC'],
];

it('gives the runs that runsBetween gives for each schedule, in order of time', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          name: fc.constant('a'),
          cron: fc
            .tuple(
              fc.constantFrom('0', '30', '*/20'),
              fc.constantFrom('0', '1-3', '7', '23', '*/6'),
              fc.constantFrom('*', '1', '25', '29-31'),
              fc.constantFrom('*', '3', 'OCT-NOV'),
              fc.constantFrom('*', 'SUN', 'MON-FRI'),
            )
            .map((fields) => fields.join(' ')),
          timeZone: fc.constantFrom(...ZONES),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      fc.integer({ min: 2027, max: 2053 }),
      (schedules, year) => {
        const range = { from: Date.UTC(year, 0, 1) / DAY_MS, to: Date.UTC(year + 1, 0, 1) / DAY_MS };
        const found = [...runsByDay(schedules, range)].flatMap(({ runs }, index) =>
          runs.map(({ schedule, offset }) => ({ schedule, at: (range.from + index) * DAY_MS + offset })),
        );
        const expected = schedules.flatMap((schedule) =>
          [...runsBetween(schedule, range.from * DAY_MS, range.to * DAY_MS)].flatMap(({ at, isSkipped }) =>
            isSkipped ? [] : [{ schedule, at }],
          ),
        );
        expect(found).toEqual(expected.toSorted((one, other) => one.at - other.at));
      },
    ),
    { numRuns: 30 },
  );
});
