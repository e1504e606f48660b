import { describe, expect, it } from '@jest/globals';
import type { GroupLimits } from '@agent-aws-stack/sizing';
import { GroupCache } from './group-cache.ts';
import { ScalerClock } from './testing/scaler-clock.ts';

const group = (desired: number): GroupLimits => ({ min: 0, max: 10, desired });

/** A cache, and its pending describe calls, which the test answers itself. */
function cacheWithPendingCalls() {
  const clock = new ScalerClock();
  const calls: { resolve: (group: GroupLimits) => void; reject: (error: Error) => void }[] = [];
  const describeGroup = () =>
    new Promise<GroupLimits>((resolve, reject) => {
      calls.push({ resolve, reject });
    });
  const cache = new GroupCache({ describe: describeGroup, raiseTo: async () => undefined }, clock, 2_000);
  return { clock, calls, cache };
}

describe('GroupCache', () => {
  it('returns the result of a call that refresh() started, without another call', async () => {
    const { clock, calls, cache } = cacheWithPendingCalls();
    const since = clock.now();
    cache.refresh();
    const fresh = cache.freshSince(since);
    calls[0]!.resolve(group(3));
    expect(await fresh).toEqual(group(3));
    expect(calls).toHaveLength(1);
  });

  it('makes another call if the one in progress started too early', async () => {
    const { clock, calls, cache } = cacheWithPendingCalls();
    cache.refresh();
    clock.freeze(10);
    const fresh = cache.freshSince(clock.now());
    calls[1]!.resolve(group(4));
    expect(await fresh).toEqual(group(4));
  });

  it('treats a description as current until a later one arrives', async () => {
    const { clock, calls, cache } = cacheWithPendingCalls();
    const first = cache.freshSince(clock.now());
    clock.freeze(10);
    const second = cache.freshSince(clock.now());
    calls[0]!.resolve(group(1));
    const older = await first;
    expect(cache.isCurrent(older)).toBe(true);
    calls[1]!.resolve(group(2));
    const newer = await second;
    expect([cache.isCurrent(older), cache.isCurrent(newer)]).toEqual([false, true]);
  });

  it('never returns a description from before a raise', async () => {
    const { clock, calls, cache } = cacheWithPendingCalls();
    const fresh = cache.freshSince(clock.now());
    cache.expire();
    calls[0]!.resolve(group(0));
    await new Promise((resolve) => setImmediate(resolve));
    calls[1]!.resolve(group(5));
    expect(await fresh).toEqual(group(5));
  });

  it('has no recent group after a raise', async () => {
    const { clock, calls, cache } = cacheWithPendingCalls();
    const fresh = cache.freshSince(clock.now());
    calls[0]!.resolve(group(2));
    const seen = await fresh;
    expect([cache.recent, cache.isCurrent(seen)]).toEqual([seen, true]);
    cache.expire();
    expect([cache.recent, cache.isCurrent(seen)]).toEqual([undefined, false]);
  });

  it('has a recent group for almost ten seconds', async () => {
    const { clock, calls, cache } = cacheWithPendingCalls();
    const fresh = cache.freshSince(clock.now());
    calls[0]!.resolve(group(2));
    await fresh;
    clock.freeze(8_900);
    expect(cache.recent).toEqual(group(2));
    clock.freeze(200);
    expect(cache.recent).toBeUndefined();
  });

  it('keeps the newer of two descriptions that arrive in reverse order', async () => {
    const { clock, calls, cache } = cacheWithPendingCalls();
    const older = cache.freshSince(clock.now());
    clock.freeze(10);
    const newer = cache.freshSince(clock.now());
    calls[1]!.resolve(group(7));
    await newer;
    calls[0]!.resolve(group(1));
    await older;
    expect(cache.recent).toEqual(group(7));
  });

  it('throws the error of a call that refresh() started', async () => {
    const { clock, calls, cache } = cacheWithPendingCalls();
    const since = clock.now();
    cache.refresh();
    const fresh = cache.freshSince(since);
    calls[0]!.reject(new Error('throttled'));
    await expect(fresh).rejects.toThrow('throttled');
  });
});
