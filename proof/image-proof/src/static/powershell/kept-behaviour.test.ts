import { describe, expect, it } from '@jest/globals';
import { sourceTexts } from '../source-files.ts';
import { KEPT, keptProblems } from './kept-behaviour.ts';

const files = sourceTexts('windows');

describe('keptProblems', () => {
  it('finds none in the scripts', () => {
    expect(keptProblems(files)).toEqual([]);
  });

  it.each(KEPT)('finds that $what is gone', ({ what, file, says }) => {
    const changed = files.map((one) =>
      one.path.endsWith(`/${file}`)
        ? {
            ...one,
            text: says === undefined ? `${one.text}\nGet-Metadata 'instance-id'` : one.text.replace(says, ''),
          }
        : one,
    );
    expect(keptProblems(changed)).toContainEqual(expect.stringContaining(`${file}: ${what}: `));
  });

  it('finds a missing script', () => {
    expect(keptProblems([]).length).toBeGreaterThan(20);
  });
});
