import { beforeEach, describe, expect, it } from '@jest/globals';
import { SemaphoreStatusError } from '@agent-aws-stack/semaphore-api';
import { World } from './testing/world.ts';

const gaps = (times: readonly number[]) => times.slice(1).map((time, index) => time - times[index]!);

let world: World;
beforeEach(() => {
  world = new World();
});

describe('back-off', () => {
  it.each<[string, number, number | undefined, number[]]>([
    ['as long as Semaphore asks', 429, 5_000, [50, 6_000, 12_000]],
    ['to the grid only, when Semaphore asks for less', 503, 500, [50, 2_000, 4_000]],
    ['ever longer by itself', 503, undefined, [50, 2_000, 6_000, 14_000, 30_000]],
    ['never over 15 s', 429, 3_600_000, [50, 16_000, 32_000]],
  ])('waits %s', async (_, status, retryAfterMs, expected) => {
    world.onDemand = () => {
      throw new SemaphoreStatusError('h:443', status, retryAfterMs);
    };
    await world.run().catch(() => undefined);
    expect(world.polls.slice(0, expected.length)).toEqual(expected);
    expect(Math.max(...gaps(world.polls))).toBeLessThanOrEqual(16_000);
  });
});
