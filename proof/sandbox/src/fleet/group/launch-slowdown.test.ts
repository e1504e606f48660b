import { describe, expect, it } from '@jest/globals';
import { LaunchSlowdown } from './launch-slowdown.ts';

describe('LaunchSlowdown', () => {
  it('pauses from the third round of abandoned launches on, and doubles the pause up to five minutes', () => {
    const slowdown = new LaunchSlowdown();
    const pauses = [0, 1, 2, 3, 4, 5, 6].map((round) => slowdown.abandoned(round * 100, round * 100 + 50));
    expect(pauses).toEqual([0, 0, 30_000, 60_000, 120_000, 240_000, 300_000]);
  });

  it('counts instances that were launched together as one round', () => {
    const slowdown = new LaunchSlowdown();
    for (const at of [50, 51, 52, 53]) expect(slowdown.abandoned(0, at)).toBe(0);
  });

  it('counts from the first round again after a launch succeeded', () => {
    const slowdown = new LaunchSlowdown();
    for (const round of [1, 2, 3]) slowdown.abandoned(round * 100, round * 100 + 50);
    slowdown.launched();
    expect(slowdown.abandoned(400, 450)).toBe(0);
  });
});
