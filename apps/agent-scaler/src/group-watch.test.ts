import { describe, expect, it } from '@jest/globals';
import type { GroupLimits } from '@agent-aws-stack/sizing';
import { GroupWatch } from './group-watch.ts';
import { FakeClock } from './testing/fake-clock.ts';

const group = (desired: number): GroupLimits => ({ min: 0, max: 10, desired });

/** A watch whose descriptions are answered by hand. */
function watchByHand() {
  const clock = new FakeClock();
  const asked: { resolve: (group: GroupLimits) => void; reject: (error: Error) => void }[] = [];
  const describeGroup = () =>
    new Promise<GroupLimits>((resolve, reject) => {
      asked.push({ resolve, reject });
    });
  const watch = new GroupWatch({ describe: describeGroup, raiseTo: async () => undefined }, clock, 2_000);
  return { clock, asked, watch };
}

describe('GroupWatch', () => {
  it('gives a look taken ahead, and takes no other', async () => {
    const { clock, asked, watch } = watchByHand();
    const since = clock.now();
    watch.refresh();
    const fresh = watch.freshSince(since);
    asked[0]!.resolve(group(3));
    expect(await fresh).toEqual(group(3));
    expect(asked).toHaveLength(1);
  });

  it('takes another look when the one under way began too early', async () => {
    const { clock, asked, watch } = watchByHand();
    watch.refresh();
    clock.freeze(10);
    const fresh = watch.freshSince(clock.now());
    asked[1]!.resolve(group(4));
    expect(await fresh).toEqual(group(4));
  });

  it('takes a look for the newest only until a later one has come', async () => {
    const { clock, asked, watch } = watchByHand();
    const first = watch.freshSince(clock.now());
    clock.freeze(10);
    const second = watch.freshSince(clock.now());
    asked[0]!.resolve(group(1));
    const older = await first;
    expect(watch.isCurrent(older)).toBe(true);
    asked[1]!.resolve(group(2));
    const newer = await second;
    expect([watch.isCurrent(older), watch.isCurrent(newer)]).toEqual([false, true]);
  });

  it('lets no look from before a raise through', async () => {
    const { clock, asked, watch } = watchByHand();
    const fresh = watch.freshSince(clock.now());
    watch.expire();
    asked[0]!.resolve(group(0));
    await new Promise((resolve) => setImmediate(resolve));
    asked[1]!.resolve(group(5));
    expect(await fresh).toEqual(group(5));
  });

  it('knows nothing after a raise', async () => {
    const { clock, asked, watch } = watchByHand();
    const fresh = watch.freshSince(clock.now());
    asked[0]!.resolve(group(2));
    const seen = await fresh;
    expect([watch.known, watch.isCurrent(seen)]).toEqual([seen, true]);
    watch.expire();
    expect([watch.known, watch.isCurrent(seen)]).toEqual([undefined, false]);
  });

  it('knows the group for not quite ten seconds', async () => {
    const { clock, asked, watch } = watchByHand();
    const fresh = watch.freshSince(clock.now());
    asked[0]!.resolve(group(2));
    await fresh;
    clock.freeze(8_900);
    expect(watch.known).toEqual(group(2));
    clock.freeze(200);
    expect(watch.known).toBeUndefined();
  });

  it('keeps the newer of two looks that overtake each other', async () => {
    const { clock, asked, watch } = watchByHand();
    const older = watch.freshSince(clock.now());
    clock.freeze(10);
    const newer = watch.freshSince(clock.now());
    asked[1]!.resolve(group(7));
    await newer;
    asked[0]!.resolve(group(1));
    await older;
    expect(watch.known).toEqual(group(7));
  });

  it('gives the failure of a look taken ahead', async () => {
    const { clock, asked, watch } = watchByHand();
    const since = clock.now();
    watch.refresh();
    const fresh = watch.freshSince(since);
    asked[0]!.reject(new Error('throttled'));
    await expect(fresh).rejects.toThrow('throttled');
  });
});
