import { beforeEach, describe, expect, it } from '@jest/globals';
import { ON_TIME, World } from './testing/world.ts';

const gaps = (times: readonly number[]) => times.slice(1).map((time, index) => time - times[index]!);

let world: World;
beforeEach(() => {
  world = new World();
});

describe('two invocations', () => {
  it.each([
    ['on time', 60_000, 2_600],
    ['5 s late', 65_000, 2_600],
    ['20 s late', 80_000, 5_000],
    ['early', 41_000, 2_600],
    ['doubled', 0, 2_600],
  ])('leave no gap when the second starts %s, wherever its grid lies', async (_, startsAt, longest) => {
    const [phaseMs, otherMs] = [1_999, 250];
    const second = world.clock.sleep(startsAt).then(() => world.invoke({ ...ON_TIME, phaseMs: otherMs }));
    await world.clock.run(Promise.all([world.invoke({ ...ON_TIME, phaseMs }), second]));
    const all = world.polls.toSorted((a, b) => a - b);
    expect(Math.max(...gaps(all))).toBeLessThanOrEqual(longest);
  });

  it.each([0, 7, 25, 49, 50, 51, 99, 101])('never lower each other, %d ms apart', async (apart) => {
    for (const second of [5, 15, 25, 35]) {
      world.at(second * 1_000, () => (world.jobs = { queued: (second * 7) % 11, running: second % 5 }));
    }
    const other = world.clock.sleep(apart).then(() => world.invoke());
    await world.clock.run(Promise.all([world.invoke(), other]));
    expect(world.raises.filter(({ from, to }) => to < from)).toEqual([]);
    expect(world.group.desired).toBe(10);
  });
});

describe('a raise that another actor made meanwhile', () => {
  it.each([
    ['jobs that wait', { queued: 4, running: 0 }],
    ['jobs that run', { queued: 0, running: 4 }],
  ])('is not lowered for %s', async (_, jobs) => {
    world.at(20_500, () => {
      world.jobs = jobs;
      world.group = { ...world.group, desired: 9 };
    });
    await world.run();
    expect(world.raises).toEqual([]);
  });
});
