import { beforeEach, describe, expect, it } from '@jest/globals';
import { ThrottledError } from '@agent-aws-stack/aws-clients';
import { AWS_DETAIL, fail, SITE } from './testing/failing.ts';
import { ON_TIME, Fixture } from './testing/fixture.ts';

let fixture: Fixture;
beforeEach(() => {
  fixture = new Fixture();
  fixture.jobs = { queued: 3, running: 1 };
});

describe('metrics', () => {
  it('are published once a minute, each value with its count', async () => {
    fixture.at(11_000, () => {
      fixture.jobs = { queued: 0, running: 4 };
      fixture.agents = { idle: 1, occupied: 3 };
    });
    await fixture.run();
    expect(fixture.published).toHaveLength(1);
    expect(fixture.metric('JobCount', 'queued')).toEqual([
      [3, 6],
      [0, 25],
    ]);
    expect(fixture.metric('JobCount', 'running')).toEqual([
      [1, 6],
      [4, 25],
    ]);
    expect(fixture.metric('AgentCount', 'idle')).toEqual([
      [0, 6],
      [1, 25],
    ]);
    expect(fixture.metric('AgentCount', 'occupied')).toEqual([
      [0, 6],
      [3, 25],
    ]);
    expect(fixture.metric('DesiredCapacity')).toEqual([[4, 31]]);
    expect(fixture.published[0]?.metrics.every(({ dimensions }) => dimensions.StackName === 'ci')).toBe(true);
  });

  it('have the timestamp of their scheduled minute, however late the invocation was', async () => {
    await fixture.run({ ...ON_TIME, latenessMs: 12_000 });
    expect(fixture.published.map(({ timestamp }) => timestamp)).toEqual([new Date('2026-03-01T10:00:59Z')]);
  });

  it('leave out series of zeros, except for jobs and agents', async () => {
    fixture.jobs = { queued: 0, running: 0 };
    await fixture.run();
    const named = fixture.published[0]?.metrics.map(({ name }) => name);
    expect(named).toEqual(['JobCount', 'JobCount', 'AgentCount', 'AgentCount']);
  });

  it('say how long the fleet waited for capacity, including failed attempts', async () => {
    fixture.onRaise = () => {
      if (fixture.elapsed < 5_000) throw new ThrottledError(SITE, AWS_DETAIL);
    };
    fixture.at(31_000, () => (fixture.jobs = { queued: 0, running: 9 }));
    await fixture.run();
    // The first raise is wanted at 100 ms and accepted at 6,100 ms. The second one is accepted 50 ms after Semaphore's reply.
    expect(fixture.metric('ScaleOutLatency')).toEqual([
      [6_000, 1],
      [50, 1],
    ]);
    const metric = fixture.published[0]?.metrics.find(({ name }) => name === 'ScaleOutLatency');
    expect(metric?.unit).toBe('Milliseconds');
  });

  it('do not include the wait of earlier jobs that went away before a raise', async () => {
    fixture.onRaise = fail(new ThrottledError(SITE, AWS_DETAIL));
    fixture.at(5_000, () => (fixture.jobs = { queued: 0, running: 0 }));
    fixture.at(21_000, () => {
      fixture.jobs = { queued: 1, running: 0 };
      fixture.onRaise = () => undefined;
    });
    await fixture.run();
    expect(fixture.metric('ScaleOutLatency')).toEqual([[100, 1]]);
  });

  it('say how many jobs wait while the group is at its maximum', async () => {
    fixture.jobs = { queued: 30, running: 10 };
    await fixture.run();
    expect(fixture.metric('JobsWaitingAtMaximum')).toEqual([[30, 31]]);
  });
});
