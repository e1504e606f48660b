import { beforeEach, describe, expect, it } from '@jest/globals';
import { ThrottledError } from '@agent-aws-stack/aws-clients';
import { AWS_DETAIL, fail, SITE } from './testing/failing.ts';
import { ON_TIME, World } from './testing/world.ts';

let world: World;
beforeEach(() => {
  world = new World();
  world.jobs = { queued: 3, running: 1 };
});

describe('metrics', () => {
  it('are published once a minute, each value with how often it was seen', async () => {
    world.at(11_000, () => {
      world.jobs = { queued: 0, running: 4 };
      world.agents = { idle: 1, occupied: 3 };
    });
    await world.run();
    expect(world.published).toHaveLength(1);
    expect(world.metric('JobCount', 'queued')).toEqual([
      [3, 6],
      [0, 25],
    ]);
    expect(world.metric('JobCount', 'running')).toEqual([
      [1, 6],
      [4, 25],
    ]);
    expect(world.metric('AgentCount', 'idle')).toEqual([
      [0, 6],
      [1, 25],
    ]);
    expect(world.metric('AgentCount', 'occupied')).toEqual([
      [0, 6],
      [3, 25],
    ]);
    expect(world.metric('DesiredCapacity')).toEqual([[4, 31]]);
    expect(world.published[0]?.metrics.every(({ dimensions }) => dimensions.StackName === 'ci')).toBe(true);
  });

  it('are of the minute that the schedule stands for, however late the invocation was', async () => {
    await world.run({ ...ON_TIME, latenessMs: 12_000 });
    expect(world.published.map(({ timestamp }) => timestamp)).toEqual([new Date('2026-03-01T10:00:59Z')]);
  });

  it('leave out what is nothing but zero, except for the demand', async () => {
    world.jobs = { queued: 0, running: 0 };
    await world.run();
    const named = world.published[0]?.metrics.map(({ name }) => name);
    expect(named).toEqual(['JobCount', 'JobCount', 'AgentCount', 'AgentCount']);
  });

  it('tell how long capacity was waited for, failed attempts included', async () => {
    world.onRaise = () => {
      if (world.elapsed < 5_000) throw new ThrottledError(SITE, AWS_DETAIL);
    };
    world.at(31_000, () => (world.jobs = { queued: 0, running: 9 }));
    await world.run();
    // First wanted at 100, accepted at 6,100; then 50 ms from the answer to the raise.
    expect(world.metric('ScaleOutLatency')).toEqual([
      [6_000, 1],
      [50, 1],
    ]);
    const metric = world.published[0]?.metrics.find(({ name }) => name === 'ScaleOutLatency');
    expect(metric?.unit).toBe('Milliseconds');
  });

  it('begin a wait anew when the jobs that called for it have gone', async () => {
    world.onRaise = fail(new ThrottledError(SITE, AWS_DETAIL));
    world.at(5_000, () => (world.jobs = { queued: 0, running: 0 }));
    world.at(21_000, () => {
      world.jobs = { queued: 1, running: 0 };
      world.onRaise = () => undefined;
    });
    await world.run();
    expect(world.metric('ScaleOutLatency')).toEqual([[100, 1]]);
  });

  it('tell how many jobs wait while the group is at its maximum', async () => {
    world.jobs = { queued: 30, running: 10 };
    await world.run();
    expect(world.metric('JobsWaitingAtMaximum')).toEqual([[30, 31]]);
  });
});
