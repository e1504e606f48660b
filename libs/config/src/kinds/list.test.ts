import { describe, expect, it } from '@jest/globals';
import { parse } from './kind.ts';
import { list } from './list.ts';
import { choice } from './scalars.ts';

const colours = list(choice(['red', 'green', 'blue']));

describe('list', () => {
  it.each([
    ['red', ['red']],
    [' red , blue,', ['red', 'blue']],
    [
      ['red', ' blue '],
      ['red', 'blue'],
    ],
    ['red,green,red', ['red', 'green']],
  ])('reads %j as %j', (raw, value) => expect(parse(colours, raw)).toEqual({ ok: true, value }));

  it('reports each invalid item, with a suggestion for it', () =>
    expect(parse(colours, 'red,gren,blue,x')).toMatchObject({
      ok: false,
      complaints: [
        { given: '"gren"', suggestion: 'green' },
        { given: '"x"', suggestion: undefined },
      ],
    }));

  it.each([5, { red: true }, null])('rejects %j', (raw) =>
    expect(parse(colours, raw)).toMatchObject({
      ok: false,
      complaints: [{ given: JSON.stringify(raw), expected: expect.stringMatching(/^a list/) }],
    }),
  );
});
