import { describe, expect, it } from '@jest/globals';
import type { GroupLimits } from '@agent-aws-stack/sizing';
import { GroupCache } from './group-cache.ts';
import { ScalerClock } from './testing/scaler-clock.ts';

const group = (desired: number): GroupLimits => ({ min: 0, max: 10, desired });

/** A cache for which the test answers each description. */
function cacheByHand() {
  const clock = new ScalerClock();
  const asked: { resolve: (group: GroupLimits) => void; reject: (error: Error) => void }[] = [];
  const describeGroup = () =>
    new Promise<GroupLimits>((resolve, reject) => {
      asked.push({ resolve, reject });
    });
  const cache = new GroupCache({ describe: describeGroup, raiseTo: async () => undefined }, clock, 2_000);
  return { clock, asked, cache };
}

describe('GroupCache', () => {
  it('returns a description that was started ahead, without another call', async () => {
    const { clock, asked, cache } = cacheByHand();
    const since = clock.now();
    cache.refresh();
    const fresh = cache.freshSince(since);
    asked[0]!.resolve(group(3));
    expect(await fresh).toEqual(group(3));
    expect(asked).toHaveLength(1);
  });

  it('describes the group again if the call in progress started too early', async () => {
    const { clock, asked, cache } = cacheByHand();
    cache.refresh();
    clock.freeze(10);
    const fresh = cache.freshSince(clock.now());
    asked[1]!.resolve(group(4));
    expect(await fresh).toEqual(group(4));
  });

  it('treats a description as current only until a later one arrives', async () => {
    const { clock, asked, cache } = cacheByHand();
    const first = cache.freshSince(clock.now());
    clock.freeze(10);
    const second = cache.freshSince(clock.now());
    asked[0]!.resolve(group(1));
    const older = await first;
    expect(cache.isCurrent(older)).toBe(true);
    asked[1]!.resolve(group(2));
    const newer = await second;
    expect([cache.isCurrent(older), cache.isCurrent(newer)]).toEqual([false, true]);
  });

  it('never returns a description from before a raise', async () => {
    const { clock, asked, cache } = cacheByHand();
    const fresh = cache.freshSince(clock.now());
    cache.expire();
    asked[0]!.resolve(group(0));
    await new Promise((resolve) => setImmediate(resolve));
    asked[1]!.resolve(group(5));
    expect(await fresh).toEqual(group(5));
  });

  it('has no recent group after a raise', async () => {
    const { clock, asked, cache } = cacheByHand();
    const fresh = cache.freshSince(clock.now());
    asked[0]!.resolve(group(2));
    const seen = await fresh;
    expect([cache.recent, cache.isCurrent(seen)]).toEqual([seen, true]);
    cache.expire();
    expect([cache.recent, cache.isCurrent(seen)]).toEqual([undefined, false]);
  });

  it('has a recent group for almost ten seconds', async () => {
    const { clock, asked, cache } = cacheByHand();
    const fresh = cache.freshSince(clock.now());
    asked[0]!.resolve(group(2));
    await fresh;
    clock.freeze(8_900);
    expect(cache.recent).toEqual(group(2));
    clock.freeze(200);
    expect(cache.recent).toBeUndefined();
  });

  it('keeps the newer of two descriptions that arrive in reverse order', async () => {
    const { clock, asked, cache } = cacheByHand();
    const older = cache.freshSince(clock.now());
    clock.freeze(10);
    const newer = cache.freshSince(clock.now());
    asked[1]!.resolve(group(7));
    await newer;
    asked[0]!.resolve(group(1));
    await older;
    expect(cache.recent).toEqual(group(7));
  });

  it('throws the failure of a description that was started ahead', async () => {
    const { clock, asked, cache } = cacheByHand();
    const since = clock.now();
    cache.refresh();
    const fresh = cache.freshSince(since);
    asked[0]!.reject(new Error('throttled'));
    await expect(fresh).rejects.toThrow('throttled');
  });
});
