import { describe, expect, it } from '@jest/globals';
import { imageRollout } from './image-rollout.ts';
import { parse } from './kind.ts';

const complaintOf = (raw: unknown): string | undefined => {
  const parsed = parse(imageRollout, raw);
  return parsed.ok ? undefined : parsed.complaints[0]?.expected;
};

describe('imageRollout', () => {
  it.each([
    [{}, { spreadMinutes: 10, sharePercent: 10 }],
    ['{}', { spreadMinutes: 10, sharePercent: 10 }],
    [{ spreadMinutes: '30' }, { spreadMinutes: 30, sharePercent: 10 }],
    ['{"spreadMinutes": 0, "sharePercent": 100}', { spreadMinutes: 0, sharePercent: 100 }],
  ])('reads %j as %j', (raw, value) => {
    expect(parse(imageRollout, raw)).toEqual({ ok: true, value });
  });

  it.each([
    ['true', 'true', /^rollout: /, undefined],
    [
      '{"spreadMinutes"',
      JSON.stringify('{"spreadMinutes"'),
      /^a rollout \(JSON\): .*not valid JSON/,
      undefined,
    ],
    [{ spreadMinute: 5 }, '"spreadMinute"', /^rollout: one of spreadMinutes, sharePercent$/, 'spreadMinutes'],
    [
      { spreadMinutes: -1 },
      '-1',
      /^rollout\.spreadMinutes: an integer \(minutes\), from 0 to 10080$/,
      undefined,
    ],
    [{ spreadMinutes: '1h' }, '"1h"', /^rollout\.spreadMinutes: an integer/, '60'],
    [{ sharePercent: 0 }, '0', /^rollout\.sharePercent: an integer \(percent\), from 1 to 100$/, undefined],
  ])('refuses %j', (raw, given, expected, suggestion) => {
    expect(parse(imageRollout, raw)).toMatchObject({ ok: false, complaints: [{ given, suggestion }] });
    expect(complaintOf(raw)).toMatch(expected);
  });
});
