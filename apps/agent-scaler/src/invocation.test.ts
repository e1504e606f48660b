import { beforeEach, describe, expect, it } from '@jest/globals';
import { ON_TIME, World } from './testing/world.ts';

const grid = (until: number, from = 0) =>
  Array.from({ length: (until - from) / 2_000 + 1 }, (_, i) => from + i * 2_000);

let world: World;
beforeEach(() => {
  world = new World();
});

describe('an invocation', () => {
  it('polls on its grid, for a minute and until its successor polls', async () => {
    await world.run();
    // The first poll waits for the token.
    expect(world.polls).toEqual([50, ...grid(60_000, 2_000)]);
    expect(world.elapsed).toBe(61_100);
  });

  it('keeps the pace it is told, and looks at the group by it', async () => {
    await world.run({ ...ON_TIME, phaseMs: 700 }, { pollIntervalMs: 4_000 });
    const points = Array.from({ length: 16 }, (_, i) => 700 + i * 4_000);
    expect(world.polls).toEqual([50, ...points]);
    expect(world.describes.slice(0, 3)).toEqual([0, 8_700, 16_700]);
  });

  it('raises in the very poll that sees the demand', async () => {
    world.at(20_500, () => (world.jobs = { queued: 4, running: 0 }));
    await world.run();
    // Asked at 22,000, answered at 22,050, the group looked at again until 22,100.
    expect(world.raises).toEqual([{ at: 22_100, from: 0, to: 4 }]);
  });

  it('raises without a further look while jobs wait already', async () => {
    world.jobs = { queued: 2, running: 0 };
    world.at(21_000, () => (world.jobs = { queued: 6, running: 0 }));
    await world.run();
    expect(world.raises).toEqual([
      { at: 100, from: 0, to: 2 },
      { at: 22_050, from: 2, to: 6 },
    ]);
  });

  it('adds headroom, and goes up in steps', async () => {
    world.jobs = { queued: 5, running: 0 };
    await world.run(ON_TIME, { headroom: { strategy: 'number', factor: 2 }, maxStep: 3 });
    expect(world.raises.map(({ to }) => to)).toEqual([3, 6, 7]);
    expect(world.raises.map(({ at }) => at)).toEqual([100, 2_050, 4_050]);
  });

  it('describes the group every ten seconds while nothing waits', async () => {
    world.jobs = { queued: 0, running: 3 };
    world.group = { min: 0, max: 10, desired: 5 };
    await world.run();
    expect(world.describes).toEqual([0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000]);
  });

  it('describes the group at each poll while jobs wait', async () => {
    world.jobs = { queued: 9, running: 9 };
    world.group = { min: 0, max: 10, desired: 10 };
    await world.run();
    expect(world.describes).toHaveLength(world.polls.length);
    expect(world.raises).toEqual([]);
  });

  it('follows limits that change', async () => {
    world.jobs = { queued: 30, running: 0 };
    world.at(9_000, () => (world.group = { min: 0, max: 25, desired: 10 }));
    await world.run();
    expect(world.raises.map(({ to }) => to)).toEqual([10, 25]);
    expect(world.raises[1]?.at).toBe(10_050);
  });

  it('leaves a group alone that stands above its maximum', async () => {
    world.jobs = { queued: 30, running: 0 };
    world.group = { min: 0, max: 10, desired: 12 };
    await world.run();
    expect(world.raises).toEqual([]);
  });

  it('gets back what an idle agent took away', async () => {
    world.group = { min: 0, max: 10, desired: 5 };
    world.jobs = { queued: 0, running: 5 };
    world.at(11_000, () => {
      world.group = { ...world.group, desired: 3 };
      world.jobs = { queued: 2, running: 3 };
    });
    await world.run();
    expect(world.raises).toEqual([{ at: 12_100, from: 3, to: 5 }]);
  });
});
