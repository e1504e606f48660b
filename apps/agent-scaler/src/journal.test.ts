import { beforeEach, describe, expect, it } from '@jest/globals';
import { readDecisionLine } from '@agent-aws-stack/contract';
import { SemaphoreStatusError } from '@agent-aws-stack/semaphore-api';
import { fail } from './testing/failing.ts';
import { World } from './testing/world.ts';

let world: World;
beforeEach(() => {
  world = new World();
  world.jobs = { queued: 3, running: 1 };
});

describe('the log', () => {
  it('has one line a decision, and none while nothing changes', async () => {
    world.at(31_000, () => (world.jobs = { queued: 0, running: 4 }));
    await world.run();
    expect(world.lines.map(({ message, fields }) => [message, fields.reason])).toEqual([
      ['desired capacity raised', 'demand'],
      ['desired capacity held', 'demand met'],
      ['desired capacity held', 'demand met'],
    ]);
    expect(world.lines[0]?.fields).toEqual({
      decision: 'raise',
      queued: 3,
      running: 1,
      idle: 0,
      occupied: 0,
      min: 0,
      max: 10,
      desired: 0,
      target: 4,
      reason: 'demand',
      tookMs: 50,
    });
  });

  it('says what it decided as the contract reads it', async () => {
    await world.run();
    const decisions = world.lines.map(({ fields }) =>
      readDecisionLine({ ...fields, timestamp: '2026-11-24T12:00:00Z' }),
    );
    expect(decisions).toEqual([
      expect.objectContaining({ decision: 'raise', target: 4 }),
      expect.objectContaining({ decision: 'hold', target: 4 }),
    ]);
  });

  it('tells a fault once, and when it is over', async () => {
    const healthy = world.onDemand;
    world.onDemand = fail(new SemaphoreStatusError('h:443', 500, undefined));
    world.at(9_000, () => (world.onDemand = healthy));
    await world.run();
    expect(world.logged('warn')).toEqual(['poll failed']);
    expect(world.lines[0]?.fields).toMatchObject({ error: { name: 'SemaphoreStatusError', status: 500 } });
    expect(world.lines.find(({ message }) => message === 'polls succeed again')?.fields).toEqual({
      after: { name: 'SemaphoreStatusError', polls: 5 },
    });
  });

  it('tells the same fault again when it comes back', async () => {
    world.onDemand = () => {
      if (world.polls.length % 10 === 5) throw new SemaphoreStatusError('h:443', 500, undefined);
      return { jobs: world.jobs, agents: world.agents };
    };
    await world.run();
    expect(world.logged('warn')).toHaveLength(3);
  });

  it('never has the token', async () => {
    world.onDemand = fail(new SemaphoreStatusError('h:443', 401, undefined));
    await world.run().catch(() => undefined);
    expect(JSON.stringify(world.lines)).not.toContain('token-1');
  });
});
