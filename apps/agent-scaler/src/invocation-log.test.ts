import { beforeEach, describe, expect, it } from '@jest/globals';
import { readDecisionLine } from '@agent-aws-stack/contract';
import { SemaphoreStatusError } from '@agent-aws-stack/semaphore-api';
import { fail } from './testing/failing.ts';
import { Fixture } from './testing/fixture.ts';

let fixture: Fixture;
beforeEach(() => {
  fixture = new Fixture();
  fixture.jobs = { queued: 3, running: 1 };
});

describe('the log', () => {
  it('has one line for each decision that differs from the last one or rests on other job counts', async () => {
    fixture.at(31_000, () => (fixture.jobs = { queued: 0, running: 4 }));
    await fixture.run();
    expect(fixture.lines.map(({ message, fields }) => [message, fields.reason])).toEqual([
      ['desired capacity raised', 'demand'],
      ['desired capacity held', 'demand met'],
      ['desired capacity held', 'demand met'],
    ]);
    expect(fixture.lines[0]?.fields).toEqual({
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

  it('has decision lines that the contract can read', async () => {
    await fixture.run();
    const decisions = fixture.lines.map(({ fields }) =>
      readDecisionLine({ ...fields, timestamp: '2026-11-24T12:00:00Z' }),
    );
    expect(decisions).toEqual([
      expect.objectContaining({ decision: 'raise', target: 4 }),
      expect.objectContaining({ decision: 'hold', target: 4 }),
    ]);
  });

  it('names a fault once, and reports the recovery', async () => {
    const healthy = fixture.onDemand;
    fixture.onDemand = fail(new SemaphoreStatusError('h:443', 500, undefined));
    fixture.at(9_000, () => (fixture.onDemand = healthy));
    await fixture.run();
    expect(fixture.logged('warn')).toEqual(['poll failed']);
    expect(fixture.lines[0]?.fields).toMatchObject({ error: { name: 'SemaphoreStatusError', status: 500 } });
    expect(fixture.lines.find(({ message }) => message === 'polls succeed again')?.fields).toEqual({
      after: { name: 'SemaphoreStatusError', polls: 5 },
    });
  });

  it('names the same fault again if it comes back', async () => {
    fixture.onDemand = () => {
      if (fixture.polls.length % 10 === 5) throw new SemaphoreStatusError('h:443', 500, undefined);
      return { jobs: fixture.jobs, agents: fixture.agents };
    };
    await fixture.run();
    expect(fixture.logged('warn')).toHaveLength(3);
  });

  it('never contains the token', async () => {
    fixture.onDemand = fail(new SemaphoreStatusError('h:443', 401, undefined));
    await fixture.run().catch(() => undefined);
    expect(JSON.stringify(fixture.lines)).not.toContain('token-1');
  });
});
