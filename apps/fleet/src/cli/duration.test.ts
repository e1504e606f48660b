import { expect, it } from '@jest/globals';
import { duration } from './duration.ts';

const read = duration('5m', '30d');

it.each([
  ['5m', 300_000],
  ['300s', 300_000],
  ['2h', 7_200_000],
  ['30d', 2_592_000_000],
])('reads %s', (text, ms) => {
  expect(read(text)).toBe(ms);
});

it.each(['', '4m', '31d', '2', 'h', '-2h', '1.5h', '2 h', '2w', '1h30m', '9999999h'])(
  'refuses "%s"',
  (text) => {
    expect(() => read(text)).toThrow('It must be a duration from 5m to 30d, such as 30m, 2h or 1d.');
  },
);
