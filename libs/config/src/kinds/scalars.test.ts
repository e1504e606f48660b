import { describe, expect, it } from '@jest/globals';
import { parse } from './kind.ts';
import { boolean, choice, text } from './scalars.ts';

describe('boolean', () => {
  it.each([
    [true, true],
    [false, false],
    ['true', true],
    [' false ', false],
  ])('reads %j as %j', (raw, value) => expect(parse(boolean, raw)).toEqual({ ok: true, value }));

  it.each([
    ['yes', 'true'],
    ['TRUE', 'true'],
    ['0', 'false'],
    ['off', 'false'],
    ['maybe', undefined],
    [1, undefined],
    [null, undefined],
  ])('rejects %j', (raw, suggestion) => {
    const complaint = { given: JSON.stringify(raw), expected: 'true or false', suggestion };
    expect(parse(boolean, raw)).toEqual({ ok: false, complaints: [complaint] });
  });
});

describe('choice', () => {
  const os = choice(['windows', 'macos']);

  it('accepts one of its words', () => expect(parse(os, ' macos ')).toEqual({ ok: true, value: 'macos' }));

  it.each([
    ['Windows', 'windows'],
    ['mac0s', 'macos'],
    ['plan9', undefined],
    [['macos'], undefined],
  ])('rejects %j', (raw, suggestion) => {
    const complaint = { given: JSON.stringify(raw), expected: 'one of windows, macos', suggestion };
    expect(parse(os, raw)).toEqual({ ok: false, complaints: [complaint] });
  });
});

describe('choice with other names', () => {
  const arch = choice(['x86_64', 'arm64'], { amd64: 'x86_64', aarch64: 'arm64' });

  it.each([
    ['amd64', 'x86_64'],
    ['AArch64', 'arm64'],
    ['arm-64', 'arm64'],
    ['constructor', undefined],
  ])('suggests for %j: %s', (raw, suggestion) =>
    expect(parse(arch, raw)).toMatchObject({ ok: false, complaints: [{ suggestion }] }),
  );
});

describe('text', () => {
  const word = text({ type: 'word', expected: 'a word', pattern: /^[a-z]+$/, maxLength: 3 });

  it('removes surrounding spaces', () => expect(parse(word, ' abc\n')).toEqual({ ok: true, value: 'abc' }));

  it.each(['abcd', 'a b', 1, true, ['abc'], {}])('rejects %j', (raw) =>
    expect(parse(word, raw)).toMatchObject({ ok: false, complaints: [{ expected: 'a word' }] }),
  );
});
