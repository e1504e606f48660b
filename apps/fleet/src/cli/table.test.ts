import { describe, expect, it } from '@jest/globals';
import { table } from './table.ts';

describe('table', () => {
  it('aligns rows in columns, without borders or trailing blanks', () => {
    expect(
      table(
        ['Name', 'Size'],
        [
          ['linux', '3'],
          ['a-longer-one', '20'],
        ],
      ),
    ).toBe(['Name          Size', 'linux         3', 'a-longer-one  20'].join('\n'));
  });

  it('ignores colour codes when it aligns columns', () => {
    const [first, second] = table(
      [],
      [
        ['\u001b[31mred\u001b[39m', 'x'],
        ['plain', 'y'],
      ],
    ).split('\n');
    expect(first).toContain('\u001b[31mred\u001b[39m');
    expect(second).toBe('plain  y');
  });
});
