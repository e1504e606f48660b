import { describe, expect, it } from '@jest/globals';
import { parse } from './kind.ts';
import { tags } from './tags.ts';

describe('tags', () => {
  it.each([
    ['Team:ci', [{ key: 'Team', value: 'ci' }]],
    [
      'Team:ci, Url:https://example.com:8443/x',
      [
        { key: 'Team', value: 'ci' },
        { key: 'Url', value: 'https://example.com:8443/x' },
      ],
    ],
    [['Kostenträger: Bau und Test'], [{ key: 'Kostenträger', value: 'Bau und Test' }]],
  ])('reads %j', (raw, value) => expect(parse(tags, raw)).toEqual({ ok: true, value }));

  it.each([
    ['Team=ci', '"Team=ci"', 'Team:ci'],
    ['Team', '"Team"', undefined],
    [':ci', '":ci"', undefined],
    ['Empty:', '"Empty:"', undefined],
    ['Team:ci,Empty: ', '"Empty:"', undefined],
    ['aws:team:ci', '"aws:team:ci"', undefined],
    [['Team:a,b'], '"Team:a,b"', undefined],
    [`${'k'.repeat(129)}:v`, undefined, undefined],
  ])('rejects %j', (raw, given, suggestion) =>
    expect(parse(tags, raw)).toMatchObject({
      ok: false,
      complaints: [{ expected: expect.stringMatching(/^Key:Value/), suggestion, ...(given && { given }) }],
    }),
  );

  it.each(['Team:a,Team:b', 'Team:a,team:b'])('rejects a repeated key: %s', (raw) =>
    expect(parse(tags, raw)).toMatchObject({
      ok: false,
      complaints: [{ given: JSON.stringify(raw), expected: expect.stringMatching(/^each tag key once/) }],
    }),
  );

  const many = (count: number) => Array.from({ length: count }, (_, index) => `key${index}:v`);

  it('accepts 48 tags, and Name and application besides', () => {
    expect(parse(tags, many(48))).toMatchObject({ ok: true });
    expect(parse(tags, [...many(48), 'Name:x', 'application:y'])).toMatchObject({ ok: true });
  });

  it.each([49, 51])('rejects %i tags', (count) =>
    expect(parse(tags, many(count))).toMatchObject({
      ok: false,
      complaints: [{ expected: expect.stringMatching(/^at most 48 tags/) }],
    }),
  );
});
