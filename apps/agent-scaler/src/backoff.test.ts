import { beforeEach, describe, expect, it } from '@jest/globals';
import { SemaphoreStatusError } from '@agent-aws-stack/semaphore-api';
import { ON_TIME, World } from './testing/world.ts';

const gaps = (times: readonly number[]) => times.slice(1).map((time, index) => time - times[index]!);

let world: World;
beforeEach(() => {
  world = new World();
});

describe('back-off', () => {
  it.each<[string, number, number | undefined, number[]]>([
    ['as long as Semaphore asks', 429, 5_000, [50, 6_000, 12_000]],
    ['to the grid only, when Semaphore asks for less', 503, 500, [50, 2_000, 4_000]],
    ['ever longer by itself', 503, undefined, [50, 2_000, 6_000, 14_000, 28_000]],
    ['never over 15 s', 429, 3_600_000, [50, 14_000, 28_000]],
  ])('waits %s', async (_, status, retryAfterMs, expected) => {
    world.onDemand = () => {
      throw new SemaphoreStatusError('h:443', status, retryAfterMs);
    };
    await world.run().catch(() => undefined);
    expect(world.polls.slice(0, expected.length)).toEqual(expected);
    expect(Math.max(...gaps(world.polls))).toBeLessThanOrEqual(15_000);
  });

  it.each([1_000, 5_000, 10_000])('never waits over 15 s at a pace of %d ms', async (pollIntervalMs) => {
    world.onDemand = () => {
      throw new SemaphoreStatusError('h:443', 429, 3_600_000);
    };
    await world.run(ON_TIME, { pollIntervalMs }).catch(() => undefined);
    expect(Math.max(...gaps(world.polls))).toBeLessThanOrEqual(15_000);
    expect(Math.max(...gaps(world.polls))).toBeGreaterThanOrEqual(10_000);
  });

  it('starts from the beginning after a success', async () => {
    world.onDemand = () => {
      if (![1, 2, 4, 5].includes(world.polls.length)) return { jobs: world.jobs, agents: world.agents };
      throw new SemaphoreStatusError('h:443', 503, undefined);
    };
    await world.run();
    expect(world.polls.slice(0, 7)).toEqual([50, 2_000, 6_000, 8_000, 10_000, 14_000, 16_000]);
  });
});
