import { beforeEach, describe, expect, it } from '@jest/globals';
import { World } from './testing/world.ts';

let world: World;
beforeEach(() => {
  world = new World();
});

describe('answers that overtake each other', () => {
  it('are taken in the order of their questions', async () => {
    world.onDemand = async () => {
      if (world.elapsed > 100) return { jobs: { queued: 1, running: 0 }, agents: world.agents };
      await world.clock.sleep(4_000);
      return { jobs: { queued: 10, running: 0 }, agents: world.agents };
    };
    await world.run();
    expect(world.raises.map(({ to }) => to)).toEqual([1]);
  });
});

describe('a raise that hangs', () => {
  it('keeps others from being made, for they could arrive the wrong way round', async () => {
    world.jobs = { queued: 10, running: 0 };
    const arrivals: number[] = [];
    world.onRaise = async () => {
      arrivals.push(world.elapsed);
      if (arrivals.length > 1) return;
      world.jobs = { queued: 3, running: 0 };
      await world.clock.sleep(2_950);
      throw new Error('no answer');
    };
    await world.run();
    expect(arrivals).toEqual([150, 4_100]);
    expect(world.raises.map(({ to }) => to)).toEqual([3]);
    expect(world.polls.slice(0, 4)).toEqual([50, 2_000, 4_000, 6_000]);
  });
});
