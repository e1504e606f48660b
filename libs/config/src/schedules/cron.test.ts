import { describe, expect, it } from '@jest/globals';
import { parseCron, runsOn, type Cron } from './cron.ts';

const read = (text: string): Cron => {
  const cron = parseCron(text);
  if (typeof cron === 'string') throw new Error(cron);
  return cron;
};

describe('parseCron', () => {
  it.each<[string, keyof Cron, readonly number[]]>([
    ['5 * * * *', 'minutes', [5]],
    ['*/20 * * * *', 'minutes', [0, 20, 40]],
    ['50,10-12 * * * *', 'minutes', [10, 11, 12, 50]],
    ['0 8-18/5 * * *', 'hours', [8, 13, 18]],
    ['0 0 31 * *', 'daysOfMonth', [31]],
    ['0 0 * feb-APR *', 'months', [2, 3, 4]],
    ['0 0 * * MON-FRI', 'daysOfWeek', [1, 2, 3, 4, 5]],
    ['  0   0 * * SUN,3 ', 'daysOfWeek', [0, 3]],
  ])('reads %s', (text, field, values) => expect(read(text)[field]).toEqual(values));

  it.each([
    ['0 7 * *', /^five fields/],
    ['0 0 7 * * *', /^five fields/],
    ['@daily', /^five fields/],
    ['60 7 * * *', /^the minute from 0 to 59, as/],
    ['-1 7 * * *', /^the minute/],
    ['0 24 * * *', /^the hour from 0 to 23/],
    ['0 7 0 * *', /^the day of month from 1 to 31/],
    ['0 7 L * *', /^the day of month/],
    ['0 7 ? * *', /^the day of month/],
    ['0 7 * 13 *', /^the month from 1 to 12, or JAN, FEB/],
    ['0 7 * * 7', /^the day of week from 0 to 6, or SUN, MON/],
    ['0 7 * * FRI-MON', /^the day of week/],
    ['0 7 * * MON,', /^the day of week/],
    ['5/15 7 * * *', /^the minute/],
    ['*/0 7 * * *', /^the minute/],
    ['1.5 7 * * *', /^the minute/],
  ])('says what is wrong with %s', (text, problem) => expect(parseCron(text)).toMatch(problem));
});

describe('runsOn', () => {
  it.each([
    ['0 7 * * MON', '2026-11-30', true],
    ['0 7 * * MON', '2026-11-29', false],
    ['0 7 1 * *', '2026-12-01', true],
    ['0 7 1 DEC *', '2026-11-01', false],
    ['0 7 15 * MON', '2026-11-30', true],
    ['0 7 15 * MON', '2026-12-15', true],
    ['0 7 15 * MON', '2026-12-16', false],
    ['0 7 */2 * MON', '2026-11-30', false],
  ])('%s on %s: %j', (text, day, runs) => expect(runsOn(read(text), new Date(day))).toBe(runs));
});
