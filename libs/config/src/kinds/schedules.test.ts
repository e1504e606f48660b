import { describe, expect, it } from '@jest/globals';
import { parse } from './kind.ts';
import { schedulesKind } from './schedules.ts';

const read = (raw: unknown) => parse(schedulesKind, raw);
const morning = { name: 'morning', cron: '0 7 * * MON-FRI', timeZone: 'Europe/Berlin', minSize: 4 };
const many = Array.from({ length: 126 }, (_, index) => ({ ...morning, name: `n${index}` }));

describe('schedulesKind', () => {
  it.each([
    ['a list', [morning], [morning]],
    ['JSON text', JSON.stringify([morning]), [morning]],
    ['an empty list', [], []],
    ['digits as sizes', [{ ...morning, maxSize: '9', desired: 5 }], [{ ...morning, maxSize: 9, desired: 5 }]],
    ['more spaces than needed', [{ ...morning, cron: ' 0  7 * * MON-FRI ' }], [morning]],
    [
      'a zone that Intl lists under another name',
      [{ ...morning, timeZone: 'Asia/Kolkata' }],
      [{ ...morning, timeZone: 'Asia/Kolkata' }],
    ],
    ['125 schedules', many.slice(1), many.slice(1)],
  ])('reads %s', (_what, raw, value) => expect(read(raw)).toEqual({ ok: true, value }));

  it.each<[string, unknown, RegExp, string | undefined]>([
    ['a single schedule', morning, /^schedules: /, undefined],
    ['text that is not JSON', 'nightly', /not valid JSON/, undefined],
    [
      'an invalid cron expression',
      [{ ...morning, cron: '0 25 * * *' }],
      /^schedules\[0\]\.cron: the hour from 0 to 23/,
      undefined,
    ],
    [
      'a mistyped zone',
      [{ ...morning, timeZone: 'Europe/Berln' }],
      /^schedules\[0\]\.timeZone: a time zone/,
      'Europe/Berlin',
    ],
    ['a zone in lower case', [{ ...morning, timeZone: 'europe/berlin' }], /timeZone/, 'Europe/Berlin'],
    ['an offset as a zone', [{ ...morning, timeZone: '+01:00' }], /timeZone/, undefined],
    ['an abbreviation as a zone', [{ ...morning, timeZone: 'CET' }], /timeZone/, undefined],
    ['no size', [{ ...morning, minSize: undefined }], /^schedules\[0\]: at least one of minSize/, undefined],
    ['no name', [{ ...morning, name: undefined }], /^schedules\[0\]\.name to be set$/, undefined],
    ['a name with a space', [{ ...morning, name: 'in the morning' }], /name: a letter, then/, undefined],
    [
      'a size out of range',
      [{ ...morning, minSize: 10_001 }],
      /minSize: an integer \(instances\)/,
      undefined,
    ],
    ['a misspelt member', [{ ...morning, maxsize: 5 }], /^schedules\[0\]: one of name, cron/, 'maxSize'],
    [
      'two names that give the same logical id',
      [morning, { ...morning, name: 'Morning' }],
      /^schedules: names that differ/,
      undefined,
    ],
    ['126 schedules', many, /^schedules: at most 125/, undefined],
  ])('rejects %s', (_what, raw, expected, suggestion) =>
    expect(read(raw)).toMatchObject({
      ok: false,
      complaints: [{ expected: expect.stringMatching(expected), suggestion }],
    }),
  );
});
