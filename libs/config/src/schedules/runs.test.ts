import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lastRun, nextRuns, runsBetween } from './runs.ts';

const BERLIN = 'Europe/Berlin';
const text = (at: number) => new Date(at).toISOString().slice(0, 16);
const next = (cron: string, timeZone: string, from: string, count = 3) =>
  nextRuns({ cron, timeZone }, Date.parse(`${from}Z`), count).map(
    ({ at, isSkipped }) => `${text(at)}${isSkipped ? ' skipped' : ''}`,
  );

describe('nextRuns', () => {
  it.each([
    ['every day in UTC', '0 7 * * *', 'UTC', '2026-11-28T07:00', ['2026-11-29T07:00', '2026-11-30T07:00']],
    ['in winter time', '0 7 * * *', BERLIN, '2026-11-28T05:59', ['2026-11-28T06:00', '2026-11-29T06:00']],
    [
      'over the change to summer time',
      '0 7 * * *',
      BERLIN,
      '2026-03-27T12:00',
      ['2026-03-28T06:00', '2026-03-29T05:00'],
    ],
    [
      'over the change to winter time',
      '0 7 * * *',
      BERLIN,
      '2026-10-23T12:00',
      ['2026-10-24T05:00', '2026-10-25T06:00'],
    ],
    [
      'with a time that the change to summer time skips',
      '30 2 * * *',
      BERLIN,
      '2026-03-27T12:00',
      ['2026-03-28T01:30', '2026-03-29T01:30 skipped', '2026-03-30T00:30'],
    ],
    [
      'with a time that occurs twice on the change to winter time, only at the first of the two',
      '30 2 * * *',
      BERLIN,
      '2026-10-24T12:00',
      ['2026-10-25T00:30', '2026-10-26T01:30'],
    ],
    [
      'with half an hour of summer time',
      '0 7 * * *',
      'Australia/Lord_Howe',
      '2026-10-02T21:00',
      ['2026-10-03T20:00', '2026-10-04T20:00'],
    ],
    ['on 29 February', '0 0 29 2 *', 'UTC', '2026-01-01T00:00', ['2028-02-29T00:00', '2032-02-29T00:00']],
  ])('%s', (_what, cron, timeZone, from, runs) =>
    expect(next(cron, timeZone, from, runs.filter((run) => !run.endsWith('skipped')).length)).toEqual(runs),
  );

  it('stops for an expression that never runs', () =>
    expect(next('0 0 31 2 *', 'UTC', '2026-01-01')).toEqual([]));

  it('throws for an expression that is not valid', () =>
    expect(() => next('0', 'UTC', '2026-01-01')).toThrow(/^0: expected five fields/));
});

describe('lastRun', () => {
  it.each([
    ['0 7 * * *', '2026-11-28T06:00', '2026-11-28T06:00'],
    ['0 7 * * *', '2026-11-28T05:59', '2026-11-27T06:00'],
    ['30 2 * * *', '2026-03-29T12:00', '2026-03-28T01:30'],
    ['0 7 1 JAN *', '2026-11-28T00:00', '2026-01-01T06:00'],
  ])('of %s by %s is %s', (cron, now, at) =>
    expect(text(lastRun({ cron, timeZone: BERLIN }, Date.parse(`${now}Z`)) ?? 0)).toBe(at),
  );

  it('is undefined if there was none in a year', () =>
    expect(lastRun({ cron: '0 0 31 2 *', timeZone: BERLIN }, 0)).toBeUndefined());
});

/** The minutes at which Intl shows a time that the fields match: another way to the same result. */
function* matchingMinutes(
  minute: number,
  hour: number,
  day: string,
  timeZone: string,
  from: number,
  to: number,
) {
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', hour: 'numeric', minute: 'numeric', weekday: 'short', day: 'numeric' },
  });
  const seen = new Set<string>();
  for (let at = from; at < to; at += 60_000) {
    const shown = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const { weekday = '', hour: shownHour, minute: shownMinute } = shown;
    if (Number(shownHour) !== hour || Number(shownMinute) !== minute) continue;
    if (day !== '*' && weekday.toUpperCase() !== day) continue;
    const key = format.format(at);
    if (!seen.has(key)) yield at;
    seen.add(key);
  }
}

describe('runsBetween', () => {
  const zones = [
    BERLIN,
    'America/New_York',
    'America/St_Johns',
    'Australia/Lord_Howe',
    'Pacific/Chatham',
    'Africa/Casablanca',
    'UTC',
  ];
  it('agrees with a clock of the zone, minute by minute', () => {
    fc.assert(
      fc.property(
        fc.record({
          minute: fc.nat(59),
          hour: fc.oneof(fc.nat(23), fc.nat(3)),
          day: fc.constantFrom('*', 'SUN', 'MON'),
          timeZone: fc.constantFrom(...zones),
          startDay: fc.nat(364),
        }),
        ({ minute, hour, day, timeZone, startDay }) => {
          const from = Date.UTC(2027, 0, 1 + startDay);
          const to = from + 3 * 86_400_000;
          const cron = `${minute} ${hour} * * ${day}`;
          const runs = [...runsBetween({ cron, timeZone }, from, to)].filter(({ isSkipped }) => !isSkipped);
          const expected = [...matchingMinutes(minute, hour, day, timeZone, from, to)];
          // If the range begins between the two instants of a repeated time, Intl shows the second one, which is no run.
          const found = runs.map(({ at }) => at);
          if (expected.length > found.length) expected.shift();
          expect(found).toEqual(expected);
        },
      ),
      { numRuns: 40 },
    );
  });
});
