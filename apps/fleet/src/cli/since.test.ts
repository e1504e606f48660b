import { expect, it } from '@jest/globals';
import { parseSince } from './since.ts';

const now = new Date('2026-11-24T12:00:00Z');

it.each([
  ['30s', '2026-11-24T11:59:30.000Z'],
  ['10m', '2026-11-24T11:50:00.000Z'],
  ['2h', '2026-11-24T10:00:00.000Z'],
  ['1d', '2026-11-23T12:00:00.000Z'],
  ['2026-11-24T09:30:00Z', '2026-11-24T09:30:00.000Z'],
  ['2026-11-24', '2026-11-24T00:00:00.000Z'],
])('parseSince reads %s as %s', (text, expected) => {
  expect(parseSince(text, now)?.toISOString()).toBe(expected);
});

it.each(['', '10', 'm', '-5m', '10 m', '1w', 'yesterday', '2026-99-99'])(
  'parseSince does not read %j as a time',
  (text) => {
    expect(parseSince(text, now)).toBeUndefined();
  },
);
