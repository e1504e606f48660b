import { beforeEach, describe, expect, it } from '@jest/globals';
import { SemaphoreStatusError } from '@agent-aws-stack/semaphore-api';
import { runInvocation } from './invocation.ts';
import { World } from './testing/world.ts';

const settings = {
  stackName: 'ci',
  pollIntervalMs: 2_000,
  headroom: { strategy: 'none' },
  maxStep: 0,
} as const;
const onTime = { remainingMs: 90_000, latenessMs: 0 };
const grid = (until: number, from = 0) =>
  Array.from({ length: (until - from) / 2_000 + 1 }, (_, i) => from + i * 2_000);

let world: World;
beforeEach(() => {
  world = new World();
});

const run = (start = onTime, changed: Partial<Parameters<typeof runInvocation>[1]> = {}) =>
  world.clock.run(runInvocation(world.ports(), { ...settings, ...changed }, start));
const gaps = (times: readonly number[]) => times.slice(1).map((time, index) => time - times[index]!);

describe('an invocation', () => {
  it('polls on its grid, for a minute and until its successor must have started', async () => {
    await run();
    // The first poll waits for the token.
    expect(world.polls).toEqual([50, ...grid(76_000, 2_000)]);
    expect(world.elapsed).toBeLessThan(77_000);
  });

  it('stops earlier when it started late, for its successor is due sooner', async () => {
    await run({ ...onTime, latenessMs: 12_000 });
    expect(world.polls.at(-1)).toBe(64_000);
  });

  it('never polls for less than a minute', async () => {
    await run({ ...onTime, latenessMs: 50_000 });
    expect(world.polls.at(-1)).toBe(60_000);
  });

  it('raises in the very poll that sees the demand', async () => {
    world.at(20_500, () => (world.jobs = { queued: 4, running: 0 }));
    await run();
    // Asked at 22,000, answered at 22,050, the group looked at again until 22,100.
    expect(world.raises).toEqual([{ at: 22_100, from: 0, to: 4 }]);
  });

  it('raises without a further look while jobs wait already', async () => {
    world.jobs = { queued: 2, running: 0 };
    world.at(21_000, () => (world.jobs = { queued: 6, running: 0 }));
    await run();
    expect(world.raises).toEqual([
      { at: 100, from: 0, to: 2 },
      { at: 22_050, from: 2, to: 6 },
    ]);
  });

  it('adds headroom, and goes up in steps', async () => {
    world.jobs = { queued: 5, running: 0 };
    await run(onTime, { headroom: { strategy: 'number', factor: 2 }, maxStep: 3 });
    expect(world.raises.map(({ to }) => to)).toEqual([3, 6, 7]);
    expect(world.raises.map(({ at }) => at)).toEqual([100, 2_050, 4_050]);
  });

  it('describes the group every ten seconds while nothing waits', async () => {
    world.jobs = { queued: 0, running: 3 };
    world.group = { min: 0, max: 10, desired: 5 };
    await run();
    expect(world.describes).toEqual([0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000, 70_000]);
  });

  it('describes the group at each poll while jobs wait', async () => {
    world.jobs = { queued: 9, running: 9 };
    world.group = { min: 0, max: 10, desired: 10 };
    await run();
    expect(world.describes).toHaveLength(world.polls.length);
    expect(world.raises).toEqual([]);
  });

  it('follows limits that change', async () => {
    world.jobs = { queued: 30, running: 0 };
    world.at(9_000, () => (world.group = { min: 0, max: 25, desired: 10 }));
    await run();
    expect(world.raises.map(({ to }) => to)).toEqual([10, 25]);
    expect(world.raises[1]?.at).toBe(10_050);
  });

  it('leaves a group alone that stands above its maximum', async () => {
    world.jobs = { queued: 30, running: 0 };
    world.group = { min: 0, max: 10, desired: 12 };
    await run();
    expect(world.raises).toEqual([]);
  });

  it('gets back what an idle agent took away', async () => {
    world.group = { min: 0, max: 10, desired: 5 };
    world.jobs = { queued: 0, running: 5 };
    world.at(11_000, () => {
      world.group = { ...world.group, desired: 3 };
      world.jobs = { queued: 2, running: 3 };
    });
    await run();
    expect(world.raises).toEqual([{ at: 12_100, from: 3, to: 5 }]);
  });
});

describe('two invocations', () => {
  it.each([
    ['on time', 60_000, 2_600],
    ['5 s late', 65_000, 2_600],
    ['20 s late', 80_000, 5_000],
    ['early', 41_000, 2_600],
    ['doubled', 0, 2_600],
  ])('leave no gap when the second starts %s', async (_, startsAt, longest) => {
    const second = world.clock.sleep(startsAt).then(() => runInvocation(world.ports(), settings, onTime));
    await world.clock.run(Promise.all([runInvocation(world.ports(), settings, onTime), second]));
    const all = world.polls.toSorted((a, b) => a - b);
    expect(Math.max(...gaps(all))).toBeLessThanOrEqual(longest);
  });

  it.each([0, 7, 25, 49, 50, 51, 99, 101])('never lower each other, %d ms apart', async (apart) => {
    for (const second of [5, 15, 25, 35]) {
      world.at(second * 1_000, () => (world.jobs = { queued: (second * 7) % 11, running: second % 5 }));
    }
    const other = world.clock.sleep(apart).then(() => runInvocation(world.ports(), settings, onTime));
    await world.clock.run(Promise.all([runInvocation(world.ports(), settings, onTime), other]));
    expect(world.raises.filter(({ from, to }) => to < from)).toEqual([]);
    expect(world.group.desired).toBe(10);
  });
});

describe('a raise that another actor made meanwhile', () => {
  it('is not lowered', async () => {
    world.at(20_500, () => {
      world.jobs = { queued: 4, running: 0 };
      world.group = { ...world.group, desired: 9 };
    });
    await run();
    expect(world.raises).toEqual([]);
  });
});

describe('answers that overtake each other', () => {
  it('are taken in the order of their questions', async () => {
    world.onDemand = async () => {
      if (world.elapsed > 100) return { jobs: { queued: 1, running: 0 }, agents: world.agents };
      await world.clock.sleep(4_000);
      return { jobs: { queued: 10, running: 0 }, agents: world.agents };
    };
    await run();
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
    await run();
    expect(arrivals).toEqual([150, 4_100]);
    expect(world.raises.map(({ to }) => to)).toEqual([3]);
    expect(world.polls.slice(0, 4)).toEqual([50, 2_000, 4_000, 6_000]);
  });
});

describe('the time an invocation has', () => {
  it('is respected', async () => {
    await run({ remainingMs: 30_000, latenessMs: 0 });
    expect(world.polls.at(-1)).toBe(26_000);
    expect(world.published.map(({ at }) => at)).toEqual([26_000]);
  });

  it('suffices for one poll when it is short', async () => {
    world.jobs = { queued: 1, running: 0 };
    await run({ remainingMs: 2_000, latenessMs: 0 });
    expect(world.raises).toHaveLength(1);
  });

  it('is not overdrawn by calls that never end', async () => {
    world.onDemand = () =>
      world.elapsed > 1_000 ? new Promise(() => undefined) : { jobs: world.jobs, agents: world.agents };
    world.onPublish = () => new Promise(() => undefined);
    await run();
    expect(world.elapsed).toBe(89_000);
  });

  it('goes on after the process was frozen, on the old grid', async () => {
    world.at(9_000, () => world.clock.freeze(30_500));
    await run();
    expect(world.polls).toEqual([50, ...grid(8_000, 2_000), 39_500, ...grid(76_000, 40_000)]);
  });
});

describe('back-off', () => {
  it.each<[string, number, number | undefined, number[]]>([
    ['as long as Semaphore asks', 429, 5_000, [50, 6_000, 12_000]],
    ['to the grid only, when Semaphore asks for less', 503, 500, [50, 2_000, 4_000]],
    ['ever longer by itself', 503, undefined, [50, 2_000, 6_000, 14_000, 30_000]],
    ['never over 15 s', 429, 3_600_000, [50, 16_000, 32_000]],
  ])('waits %s', async (_, status, retryAfterMs, expected) => {
    world.onDemand = () => {
      throw new SemaphoreStatusError('h:443', status, retryAfterMs);
    };
    await run().catch(() => undefined);
    expect(world.polls.slice(0, expected.length)).toEqual(expected);
    expect(Math.max(...gaps(world.polls))).toBeLessThanOrEqual(16_000);
  });
});
