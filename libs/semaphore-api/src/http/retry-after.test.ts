import { describe, expect, it } from '@jest/globals';
import { parseRetryAfter } from './retry-after.ts';

const now = new Date('2026-03-01T10:00:00Z');

describe('parseRetryAfter', () => {
  it.each<[string | undefined, number | undefined]>([
    [undefined, undefined],
    ['0', 0],
    ['7', 7_000],
    [' 7 ', 7_000],
    ['Sun, 01 Mar 2026 10:00:30 GMT', 30_000],
    ['Sun, 01 Mar 2026 09:00:00 GMT', 0],
    ['-3', undefined],
    ['soon', undefined],
    ['', undefined],
  ])('reads %j as %p ms', (header, expected) => {
    expect(parseRetryAfter(header, now)).toBe(expected);
  });
});
