import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { fuzz } from './fuzz.ts';
import { partOfSecretIn, SECRET } from './secret.ts';

describe('fuzz', () => {
  it('reports the smallest input that fails, with the seed and the path that repeat it', async () => {
    const fails = (text: string) => expect(text).not.toContain('b');
    await expect(fuzz(500, fc.string({ unit: fc.constantFrom('a', 'b') }), fails)).rejects.toThrow(
      /seed: 17, path: "[\d:]+"[^]*Counterexample: \["b"\]/,
    );
  });

  it('fails if one input takes much CPU time', async () => {
    const usage = jest.spyOn(process, 'cpuUsage').mockReturnValue({ user: 2_100_000, system: 0 });
    await expect(fuzz(1, fc.constant('a'), () => undefined)).rejects.toMatchObject({
      cause: { message: expect.stringContaining('s of CPU time') },
    });
    usage.mockRestore();
  });
});

describe('partOfSecretIn', () => {
  it.each([
    ['a text', `the value ${SECRET}`],
    ['a truncated text', SECRET.slice(3, 10)],
    ['an error', new Error(SECRET)],
    ['the cause of a cause', new Error('a', { cause: new Error('b', { cause: { body: SECRET } }) })],
  ])('finds the secret in %s', (_, printed) => {
    expect(partOfSecretIn(printed)).toBeDefined();
  });

  it('finds nothing in other texts', () => {
    expect(partOfSecretIn(new Error(SECRET.slice(0, 5)))).toBeUndefined();
  });
});
