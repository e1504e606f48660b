import { beforeEach, describe, expect, it } from '@jest/globals';
import { ThrottledError } from '@agent-aws-stack/aws-clients';
import { AWS_DETAIL, fail, SITE } from './testing/failing.ts';
import { ON_TIME, World } from './testing/world.ts';

let world: World;
/** Two invocations whose grids lie badly. */
const both = (secondAt: number) => {
  const second = world.clock.sleep(secondAt).then(() => world.invoke({ ...ON_TIME, phaseMs: 250 }));
  return Promise.all([world.invoke({ ...ON_TIME, phaseMs: 1_999 }), second]);
};
const gaps = (times: readonly number[]) => times.slice(1).map((time, index) => time - times[index]!);

beforeEach(() => {
  world = new World();
});

describe('two invocations', () => {
  it.each([
    ['on time', 60_000],
    ['5 s late', 65_000],
    ['20 s late', 80_000],
    ['a minute late', 120_000],
    ['early', 41_000],
    ['doubled', 0],
  ])('leave no gap when the second starts %s, wherever its grid lies', async (_, startsAt) => {
    await world.clock.run(both(startsAt));
    expect(Math.max(...gaps(world.polls.toSorted((a, b) => a - b)))).toBeLessThanOrEqual(2_600);
  });

  it.each([
    ['while the first one polls', 30_000],
    ['when the first one has only begun', 200],
    ['shortly before the second is due', 56_900],
  ])('leave no gap when the parameter is written by somebody else %s', async (_, writtenAt) => {
    world.at(writtenAt, () => world.takeTurn());
    await world.clock.run(both(80_000));
    expect(Math.max(...gaps(world.polls.toSorted((a, b) => a - b)))).toBeLessThanOrEqual(2_600);
  });

  it('leave none of five seconds when the second is 20 s late and the turn cannot be told', async () => {
    world.onTurnTaken = fail(new ThrottledError(SITE, AWS_DETAIL));
    await world.clock.run(both(80_000));
    expect(Math.max(...gaps(world.polls.toSorted((a, b) => a - b)))).toBeLessThanOrEqual(5_000);
  });

  it('overlap by little more than a second', async () => {
    const second = world.clock.sleep(60_000).then(() => world.invoke());
    const first = world.invoke().then(() => world.elapsed);
    expect(await world.clock.run(first)).toBeLessThan(61_300);
    await world.clock.run(second);
  });

  it('both wait for the next minute when they are of the same one', async () => {
    const ends = [world.invoke(), world.clock.sleep(10).then(() => world.invoke())].map((invocation) =>
      invocation.then(() => world.elapsed),
    );
    world.at(75_000, () => world.takeTurn());
    const [first = 0, second = 0] = await world.clock.run(Promise.all(ends));
    expect(Math.min(first, second)).toBeGreaterThan(75_000);
    expect(Math.max(first, second)).toBeLessThan(77_000);
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
