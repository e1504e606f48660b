import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { JsonTextError, parseJsonText } from './json-text.ts';

function failure(text: string): JsonTextError {
  try {
    parseJsonText(text);
  } catch (error) {
    if (error instanceof JsonTextError) return error;
    throw error;
  }
  throw new Error(`${text} was accepted`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('parseJsonText', () => {
  it('keeps the line of each member and item, and repeated members', () => {
    const root = parseJsonText('{\n "a": 1,\n "b": [\n  true\n ],\n "a": 2\n}');
    expect(root.members?.map(([name, { value, line }]) => [name, value, line])).toEqual([
      ['a', 1, 2],
      ['b', [true], 3],
      ['a', 2, 6],
    ]);
    expect(root.members?.[1]?.[1].items).toEqual([
      { value: true, line: 4, members: undefined, items: undefined },
    ]);
  });

  it('accepts a byte order mark', () => expect(parseJsonText('\uFEFF{}').value).toEqual({}));

  it.each([
    ['', 1, 1, /empty|value expected/],
    ['{"a": 1\n "b": 2}', 2, 2, /comma expected/],
    ['{\n "a": "open\n}', 2, 7, /unexpected end of string/],
    ['{} /* comment', 1, 4, /comment/],
    ['{"a": 1,,}', 1, 9, /expected/],
    ['{} {}', 1, 4, /end of file expected/],
    ['['.repeat(65) + ']'.repeat(65), 1, 65, /deep/],
  ])('%j fails at line %i, column %i', (text, line, column, message) => {
    expect(failure(text)).toMatchObject({ line, column, message: expect.stringMatching(message) });
  });

  it('accepts comments and trailing commas', () => {
    const root = parseJsonText('// a\n{\n "b": [1, 2,], /* c */\n "d": "// no comment",\n}\n');
    expect(root.value).toEqual({ b: [1, 2], d: '// no comment' });
    expect(root.members?.map(([, { line }]) => line)).toEqual([3, 4]);
  });

  it('ignores brackets inside strings', () =>
    expect(parseJsonText(JSON.stringify('[{"\\'.repeat(100))).value).toBe('[{"\\'.repeat(100)));

  it('reads JSON as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        fc.pre(!text.includes('__proto__'));
        expect(parseJsonText(text).value).toEqual(JSON.parse(text));
      }),
    );
  });

  it('without comments, rejects what JSON.parse rejects, except for a trailing comma', () => {
    const tokens = [
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"a"',
      '"',
      '1',
      '01',
      '1.',
      '.5',
      '-',
      '1e',
      '1e5',
      'true',
      'nul',
      ' ',
      '\n',
      '\\',
      '\t',
      "'",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...tokens), { maxLength: 8 }), (parts) => {
        const text = parts.join('');
        const json = [text, text.replaceAll(/(?<![[{,:\s]\s*),(?=\s*[\]}])/g, '')].find(isJson);
        if (json === undefined) failure(text);
        else expect(parseJsonText(text).value).toEqual(JSON.parse(json));
      }),
      { numRuns: 5000 },
    );
  });

  it('takes time proportional to the length of the file (quadratic time would be minutes for this file)', () => {
    const { items = [] } = parseJsonText(`[${'0,\n'.repeat(150_000)}0]`);
    expect(items.at(-1)?.line).toBe(150_001);
  });
});
