import { describe, expect, it } from '@jest/globals';
import { integer, integerChoice, zeroOrInteger } from './integers.ts';
import { parse } from './kind.ts';
import type { Unit } from './amounts.ts';

describe('integer', () => {
  const percent = integer({ min: 0, max: 100, unit: 'percent' });

  it.each([
    [0, 0],
    ['0', 0],
    [' 42 ', 42],
    ['007', 7],
    [100, 100],
  ])('reads %j as %j', (raw, value) => expect(parse(percent, raw)).toEqual({ ok: true, value }));

  it.each([
    ['10.0', '10'],
    ['30%', '30'],
    ['30 percent', '30'],
    ['30s', undefined],
    ['1,000', undefined],
    ['101', undefined],
    ['-1', undefined],
    ['1e2', undefined],
    ['ten', undefined],
    [1.5, undefined],
    [-1, undefined],
    [true, undefined],
    [[1], undefined],
  ])('rejects %j', (raw, suggestion) => {
    const expected = 'an integer (percent), from 0 to 100';
    const complaint = { given: JSON.stringify(raw), expected, suggestion };
    expect(parse(percent, raw)).toEqual({ ok: false, complaints: [complaint] });
  });

  it.each<[Unit | undefined, string, string | undefined]>([
    ['seconds', '90s', '90'],
    ['seconds', '5m', '300'],
    ['seconds', '5 min', '300'],
    ['seconds', '1h', '3600'],
    ['seconds', '1.5 hours', '5400'],
    ['seconds', '1D', '86400'],
    ['seconds', '500ms', undefined],
    ['seconds', '0.5', undefined],
    ['minutes', '5m', '5'],
    ['minutes', '2h', '120'],
    ['minutes', '300s', '5'],
    ['minutes', '90s', undefined],
    ['GiB', '64GB', '64'],
    ['GiB', '64 GiB', '64'],
    ['GiB', '1TB', '1024'],
    ['GiB', '2048MiB', '2'],
    ['GiB', '5h', undefined],
    ['MiB/s', '250MB/s', '250'],
    ['MiB/s', '1 GiB/s', '1024'],
    ['MiB/s', '250Mbps', undefined],
    ['instances', '5 instances', '5'],
    ['instances', '5k', undefined],
    [undefined, '3,000', '3000'],
    [undefined, '3k', undefined],
    [undefined, '5constructor', undefined],
    ['seconds', '5constructor', undefined],
  ])('in %s, suggests for %j: %s', (unit, raw, suggestion) =>
    expect(parse(integer({ min: 1, ...(unit && { unit }) }), raw)).toMatchObject({
      ok: false,
      complaints: [{ suggestion }],
    }),
  );

  it('rejects a number that is too large to be exact', () =>
    expect(parse(integer({ min: 0 }), '9007199254740993').ok).toBe(false));
});

describe('zeroOrInteger', () => {
  const lifetime = zeroOrInteger({ min: 86_400, max: 31_536_000, unit: 'seconds' });

  it.each([0, 86_400, 31_536_000, '0', '86400'])('accepts %j', (raw) =>
    expect(parse(lifetime, raw)).toEqual({ ok: true, value: Number(raw) }),
  );

  it.each([1, 86_399, 31_536_001, '3600', -86_400])('rejects %j', (raw) =>
    expect(parse(lifetime, raw)).toMatchObject({
      ok: false,
      complaints: [{ expected: '0 (off) or an integer (seconds) from 86400 to 31536000' }],
    }),
  );
});

describe('integerChoice', () => {
  const days = integerChoice([1, 3, 5], 'days');

  it.each([3, '3'])('accepts %j', (raw) => expect(parse(days, raw)).toEqual({ ok: true, value: 3 }));

  it.each([
    ['2', '3'],
    ['90', '5'],
    ['48h', '3'],
    ['1 week', '5'],
    ['2 fortnights', undefined],
    ['never', undefined],
    [2, undefined],
  ])('rejects %j', (raw, suggestion) =>
    expect(parse(days, raw)).toMatchObject({ ok: false, complaints: [{ suggestion }] }),
  );
});
