import { beforeEach, describe, expect, it } from '@jest/globals';
import { AccessDeniedError, ThrottledError } from '@agent-aws-stack/aws-clients';
import { AWS_DETAIL, fail, SITE } from './testing/failing.ts';
import { ON_TIME, World } from './testing/world.ts';

let world: World;
beforeEach(() => {
  world = new World();
});

describe('an invocation takes the turn', () => {
  it('with its first poll that succeeds, once', async () => {
    world.onDemand = fail(new Error('down'));
    world.at(3_000, () => (world.onDemand = () => ({ jobs: world.jobs, agents: world.agents })));
    await world.run();
    expect(world.turnsTaken).toEqual([4_050]);
  });

  it('again each ten seconds while that fails, until its successor is due', async () => {
    world.onTurnTaken = fail(new ThrottledError(SITE, AWS_DETAIL));
    await world.run();
    expect(world.turnsTaken[0]).toBe(100);
    expect(world.turnsTaken).toEqual([100, 12_050, 22_050, 32_050, 42_050]);
    expect(world.logged('warn')[0]).toBe('turn not taken or read');
  });

  it("not so late that it might take it for its successor's", async () => {
    world.onDemand = fail(new Error('down'));
    world.at(55_000, () => (world.onDemand = () => ({ jobs: world.jobs, agents: world.agents })));
    await world.run();
    expect(world.turnsTaken).toEqual([]);
    // Its successor did, and relieves it.
    expect(world.elapsed).toBe(61_100);
  });

  it('without holding up its polls', async () => {
    world.onTurnTaken = () => new Promise(() => undefined);
    await world.run();
    expect(world.polls.slice(0, 4)).toEqual([50, 2_000, 4_000, 6_000]);
    expect(world.turnsTaken[0]).toBe(100);
  });
});

describe('an invocation that is relieved', () => {
  it('ends, and does not say that anything was amiss', async () => {
    await world.run();
    // Its successor took the turn at 60,150.
    expect(world.elapsed).toBe(61_100);
    expect(world.turnsLookedAt).toEqual([57_000, 60_000, 61_050]);
    expect(world.logged('warn')).toEqual([]);
  });

  it('ends what it has begun', async () => {
    world.at(60_500, () => (world.jobs = { queued: 4, running: 0 }));
    world.at(60_500, () => world.takeTurn());
    await world.runAlone({ ...ON_TIME, phaseMs: 1_010 });
    // Asked at 61,010, when it is not known yet that the turn is another's.
    expect(world.polls.at(-1)).toBe(61_010);
    expect(world.raises).toEqual([{ at: 61_110, from: 0, to: 4 }]);
  });

  it('looks earlier for its successor when it started late', async () => {
    world.at(50_500, () => world.takeTurn());
    await world.runAlone({ ...ON_TIME, latenessMs: 10_000 });
    expect(world.turnsLookedAt).toEqual([47_000, 50_000, 51_050]);
    expect(world.elapsed).toBe(51_100);
  });

  it.each([
    ['just before', 56_500, 58_500],
    ['just after', 59_500, 66_000],
  ])('is so though looks fail %s its successor is due', async (_, from, until) => {
    world.at(from, () => (world.onTurnLookedAt = fail(new ThrottledError(SITE, AWS_DETAIL))));
    world.at(until, () => (world.onTurnLookedAt = () => world.turn));
    await world.run();
    expect(world.elapsed).toBeLessThan(68_000);
    expect(world.logged('warn')).toEqual(['turn not taken or read']);
  });

  it('leaves blindly when it could not tell the turn before its successor was due', async () => {
    world.at(50_000, () => (world.onTurnLookedAt = fail(new ThrottledError(SITE, AWS_DETAIL))));
    world.at(60_500, () => (world.onTurnLookedAt = () => world.turn));
    await world.run();
    expect(world.polls.at(-1)).toBe(79_000);
  });
});

describe('an invocation that nobody relieves', () => {
  const lastPoll = () => world.polls.at(-1) ?? 0;

  it('polls for as long as Lambda lets it', async () => {
    await world.runAlone();
    expect(lastPoll()).toBe(145_000);
    expect(world.elapsed).toBeLessThan(149_000);
    expect(world.logged('warn')).toEqual(['no later invocation took over']);
    // A look is under way.
    expect(world.clock.sleeping).toBeLessThanOrEqual(1);
  });

  it('scales all the while', async () => {
    world.at(120_500, () => (world.jobs = { queued: 3, running: 0 }));
    await world.runAlone();
    expect(world.raises).toEqual([{ at: 122_100, from: 0, to: 3 }]);
  });

  it('goes on when a look fails now and then', async () => {
    world.onTurnLookedAt = () => {
      if (world.turnsLookedAt.length % 3 === 0) throw new ThrottledError(SITE, AWS_DETAIL);
      return world.turn;
    };
    await world.runAlone();
    expect(lastPoll()).toBe(145_000);
  });

  it('goes on when a poll fails now and then', async () => {
    world.onDemand = () => {
      if (world.polls.length % 3 === 0) throw new Error('down');
      return { jobs: world.jobs, agents: world.agents };
    };
    await world.runAlone();
    expect(lastPoll()).toBe(145_000);
  });

  it('is trusted to be alone at the slowest pace too', async () => {
    await world.runAlone(ON_TIME, { pollIntervalMs: 30_000 });
    // At 60,000 it had not looked for its successor yet.
    expect(world.polls).toEqual([50, 30_000, 60_000, 79_000, 90_000, 120_000, 145_000]);
  });

  it.each<[string, () => void]>([
    ['it cannot take the turn', () => (world.onTurnTaken = fail(new AccessDeniedError(SITE, AWS_DETAIL)))],
    ['it cannot look', () => (world.onTurnLookedAt = fail(new AccessDeniedError(SITE, AWS_DETAIL)))],
    ['looking hangs', () => (world.onTurnLookedAt = () => new Promise(() => undefined))],
    ['the parameter was made anew', () => world.at(60_500, () => (world.turn = 1))],
  ])('leaves when its successor must have started when %s', async (_, prepare) => {
    prepare();
    await world.runAlone();
    expect(lastPoll()).toBe(79_000);
    // Nothing is known of a successor that did not come.
    expect(world.logged('warn')).not.toContain('no later invocation took over');
  });

  it('stays while nothing it does succeeds, for nobody else would be there when that is over', async () => {
    world.jobs = { queued: 2, running: 0 };
    world.at(70_000, () => (world.onDemand = fail(new Error('down'))));
    world.at(110_500, () => {
      world.jobs = { queued: 5, running: 2 };
      world.onDemand = () => ({ jobs: world.jobs, agents: world.agents });
    });
    await world.runAlone();
    expect(world.raises.at(-1)).toMatchObject({ to: 7 });
    expect(lastPoll()).toBe(145_000);
  });

  it('publishes each minute by itself', async () => {
    await world.runAlone();
    const told = world.published.map(({ at, timestamp, metrics }) => [
      at,
      timestamp.toISOString(),
      metrics[0]?.counts[0],
    ]);
    expect(told).toEqual([
      [90_000, '2026-03-01T10:00:59.000Z', 45],
      [145_050, '2026-03-01T10:01:59.000Z', 29],
    ]);
  });

  it('stays no longer than that was so', async () => {
    world.at(100_000, () => (world.onTurnLookedAt = fail(new ThrottledError(SITE, AWS_DETAIL))));
    await world.runAlone();
    expect(lastPoll()).toBeGreaterThan(108_000);
    expect(lastPoll()).toBeLessThan(116_000);
  });

  it('says nothing of a look that its own end cuts off', async () => {
    world.onTurnLookedAt = async () => {
      await world.clock.sleep(100_000);
      throw new ThrottledError(SITE, AWS_DETAIL);
    };
    await world.runAlone();
    await world.clock.run(world.clock.sleep(200_000));
    expect(world.logged('warn')).toEqual([]);
  });

  it('leaves then when it has no turn either: who cannot take one is not missed', async () => {
    world.onDemand = fail(new Error('down'));
    world.at(55_000, () => (world.onDemand = () => ({ jobs: world.jobs, agents: world.agents })));
    await world.runAlone();
    expect(lastPoll()).toBe(79_000);
  });

  it('tells a fault of the turn once', async () => {
    world.onTurnLookedAt = fail(new ThrottledError(SITE, AWS_DETAIL));
    await world.runAlone();
    const told = world.lines.filter(({ message }) => message === 'turn not taken or read');
    expect(told).toMatchObject([{ level: 'warn', fields: { error: { name: 'ThrottledError' } } }]);
  });
});

describe('an invocation of a stack without turns', () => {
  it('leaves when its successor must have started, and says nothing of it', async () => {
    await world.runWithoutTurns();
    expect(world.polls.at(-1)).toBe(79_000);
    expect(world.logged('warn')).toEqual([]);
  });
});
