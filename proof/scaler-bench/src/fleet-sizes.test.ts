import { describe, expect, it } from '@jest/globals';
import { pairsOf } from './fleet-sizes.ts';

const raise = (instances: number, decideMs: number | undefined) => ({
  at: 0,
  from: 0,
  to: 1,
  instances,
  decideMs,
});

describe('pairsOf', () => {
  it('pairs each raise of a large group with the previous raise of an empty group', () => {
    const raises = [raise(2_000, 50), raise(0, 51), raise(2_000, 52), raise(0, 53), raise(2_000, 54)];
    expect(pairsOf(raises)).toEqual([
      [51, 52],
      [53, 54],
    ]);
  });

  it('leaves out raises without a partner or a measurement', () => {
    expect(pairsOf([raise(0, 50), raise(0, 51), raise(2_000, undefined), raise(2_000, 52)])).toEqual([]);
  });
});
