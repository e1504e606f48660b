import { beforeEach, describe, expect, it } from '@jest/globals';
import { fail } from './testing/failing.ts';
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
    expect(world.published.map(({ at }) => at)).toEqual([27_050]);
  });

  it('suffices for one poll when it is short', async () => {
    world.jobs = { queued: 1, running: 0 };
    await world.run({ ...ON_TIME, remainingMs: 2_000 });
    expect(world.raises).toHaveLength(1);
    expect(world.metric('ScaleOutLatency')).toHaveLength(1);
  });

  it('ends sooner when it started late and nothing is known of its successor, which is due sooner', async () => {
    world.onTurnTaken = fail(new Error('no turns'));
    await world.runAlone({ ...ON_TIME, latenessMs: 12_000 });
    expect(world.polls.at(-1)).toBe(67_000);
  });

  it('is a minute at least then', async () => {
    world.onTurnTaken = fail(new Error('no turns'));
    await world.runAlone({ ...ON_TIME, latenessMs: 50_000 });
    expect(world.polls.at(-1)).toBe(60_000);
  });

  it('leaves nothing behind that wakes up in the next one', async () => {
    await world.run();
    expect(world.clock.sleeping).toBe(0);
  });

  it('is not overdrawn by calls that never end', async () => {
    world.onDemand = () =>
      world.elapsed > 1_000 ? new Promise(() => undefined) : { jobs: world.jobs, agents: world.agents };
    await world.run({ ...ON_TIME, remainingMs: 70_000 });
    expect(world.elapsed).toBe(69_000);
    expect(world.metric('JobCount', 'queued')).toEqual([[0, 1]]);
  });

  it('goes on after the process was frozen, on the old grid', async () => {
    world.at(9_000, () => world.clock.freeze(30_500));
    await world.run();
    expect(world.polls).toEqual([50, ...grid(8_000, 2_000), 39_500, ...grid(60_000, 40_000)]);
  });
});
