import { beforeEach, describe, expect, it } from '@jest/globals';
import { ON_TIME, World } from './testing/world.ts';

const grid = (until: number, from = 0) =>
  Array.from({ length: (until - from) / 2_000 + 1 }, (_, i) => from + i * 2_000);

let world: World;
beforeEach(() => {
  world = new World();
});

describe('the time an invocation has', () => {
  it('is respected', async () => {
    await world.run({ ...ON_TIME, remainingMs: 30_000 });
    expect(world.polls.slice(-2)).toEqual([26_000, 27_000]);
    expect(world.published.map(({ at }) => at)).toEqual([26_000]);
  });

  it('suffices for one poll when it is short', async () => {
    world.jobs = { queued: 1, running: 0 };
    await world.run({ ...ON_TIME, remainingMs: 2_000 });
    expect(world.raises).toHaveLength(1);
    expect(world.published).toMatchObject([{ metrics: [] }]);
  });

  it('leaves nothing behind that wakes up in the next one', async () => {
    await world.run();
    expect(world.clock.sleeping).toBe(0);
  });

  it('is not overdrawn by calls that never end', async () => {
    world.onDemand = () =>
      world.elapsed > 1_000 ? new Promise(() => undefined) : { jobs: world.jobs, agents: world.agents };
    world.onPublish = () => new Promise(() => undefined);
    await world.run();
    expect(world.elapsed).toBe(89_000);
  });

  it('goes on after the process was frozen, on the old grid', async () => {
    world.at(9_000, () => world.clock.freeze(30_500));
    await world.run();
    expect(world.polls).toEqual([50, ...grid(8_000, 2_000), 39_500, ...grid(76_000, 40_000)]);
  });
});
