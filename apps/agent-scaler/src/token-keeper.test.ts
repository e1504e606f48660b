import { beforeEach, describe, expect, it } from '@jest/globals';
import { ThrottledError } from '@agent-aws-stack/aws-clients';
import { SemaphoreStatusError } from '@agent-aws-stack/semaphore-api';
import { AWS_DETAIL, fail, SITE } from './testing/failing.ts';
import { ON_TIME, World } from './testing/world.ts';

let world: World;
beforeEach(() => {
  world = new World();
  world.jobs = { queued: 3, running: 1 };
});

describe('a token', () => {
  it('is read once', async () => {
    await world.run();
    expect(world.tokenReads).toEqual([0]);
  });

  it('is read once, however long that takes', async () => {
    world.onToken = async () => {
      await world.clock.sleep(4_900);
      return world.token;
    };
    await world.run();
    expect(world.tokenReads).toEqual([0]);
    expect(world.polls.slice(0, 4)).toEqual([4_950, 4_950, 4_950, 6_000]);
  });

  it.each([401, 404])('is read again after %d, and the new one used', async (status) => {
    const healthy = world.onDemand;
    world.onDemand = () => {
      if (world.tokensUsed.at(-1) === 'token-1' && world.elapsed > 10_000)
        throw new SemaphoreStatusError('h', status, undefined);
      return healthy();
    };
    world.at(9_000, () => (world.token = 'token-2'));
    await world.run();
    expect(world.tokenReads).toEqual([0, 12_000]);
    expect(world.tokensUsed.at(-1)).toBe('token-2');
    expect(world.metric('PollFailures')).toEqual([[1, 1]]);
  });

  it.each([403, 500])('is not read again after %d, which says nothing about it', async (status) => {
    world.onDemand = fail(new SemaphoreStatusError('h', status, undefined));
    await world.run().catch(() => undefined);
    expect(world.tokenReads).toEqual([0]);
  });

  it.each([
    [2_000, [0, 2_000, 12_000, 22_000, 32_000, 42_000, 52_000]],
    [3_000, [0, 3_000, 15_000, 27_000, 39_000, 51_000]],
  ])(
    'is read again every ten seconds at most, while Semaphore refuses it, at a pace of %d ms',
    async (pollIntervalMs, expected) => {
      world.onDemand = fail(new SemaphoreStatusError('h', 404, undefined));
      await expect(world.run(ON_TIME, { pollIntervalMs })).rejects.toMatchObject({
        name: 'ScalerFailedError',
      });
      expect(world.tokenReads).toEqual(expected);
    },
  );

  it('stays in use when it cannot be read again', async () => {
    const healthy = world.onDemand;
    world.onDemand = fail(new SemaphoreStatusError('h', 404, undefined));
    world.at(1_000, () => (world.onToken = fail(new ThrottledError(SITE, AWS_DETAIL))));
    world.at(3_000, () => (world.onDemand = healthy));
    await world.run();
    expect(world.raises).toMatchObject([{ to: 4 }]);
    expect(world.raises[0]?.at).toBeLessThan(4_200);
  });
});
