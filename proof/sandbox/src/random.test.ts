import { describe, expect, it } from '@jest/globals';
import { randomUuid, seededRandom, systemRandom } from './random.ts';

const draws = (seed: number) => {
  const random = seededRandom(seed);
  return [random.fraction(), random.hex(4), randomUuid(random)];
};

describe('seededRandom', () => {
  it('gives the same sequence for the same seed, and a different sequence for another seed', () => {
    expect(draws(1)).toEqual(draws(1));
    expect(draws(1)).not.toEqual(draws(2));
  });
});

describe.each([
  ['systemRandom', systemRandom],
  ['seededRandom', seededRandom(3)],
])('%s', (_, random) => {
  it('gives fractions, hexadecimal digits and UUIDs of version 4', () => {
    const fraction = random.fraction();
    expect(fraction >= 0 && fraction < 1).toBe(true);
    expect(random.hex(9)).toMatch(/^[0-9a-f]{18}$/);
    expect(randomUuid(random)).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});
