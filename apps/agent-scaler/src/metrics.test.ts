import { beforeEach, describe, expect, it } from '@jest/globals';
import { ServiceError, ThrottledError } from '@agent-aws-stack/aws-clients';
import { AWS_DETAIL, fail, SITE } from './testing/failing.ts';
import { World } from './testing/world.ts';

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
    expect(world.published.map(({ at }) => at)).toEqual([59_000]);
    expect(world.metric('JobCount', 'queued')).toEqual([
      [3, 6],
      [0, 24],
    ]);
    expect(world.metric('JobCount', 'running')).toEqual([
      [1, 6],
      [4, 24],
    ]);
    expect(world.metric('AgentCount', 'idle')).toEqual([
      [0, 6],
      [1, 24],
    ]);
    expect(world.metric('AgentCount', 'occupied')).toEqual([
      [0, 6],
      [3, 24],
    ]);
    expect(world.metric('DesiredCapacity')).toEqual([[4, 30]]);
    expect(world.metric('JobsWaitingAtMaximum')).toEqual([[0, 30]]);
    expect(world.metric('PollFailures')).toEqual([[0, 1]]);
    expect(world.published[0]?.metrics.every(({ dimensions }) => dimensions.StackName === 'ci')).toBe(true);
  });

  it('tell how many jobs wait while the group is at its maximum', async () => {
    world.jobs = { queued: 30, running: 10 };
    await world.run();
    expect(world.metric('JobsWaitingAtMaximum')).toEqual([[30, 30]]);
  });

  it.each<[string, () => World['onPublish']]>([
    ['fail', () => fail(new ServiceError(SITE, AWS_DETAIL))],
    ['are throttled', () => fail(new ThrottledError(SITE, AWS_DETAIL))],
    ['hang', () => () => new Promise<never>(() => undefined)],
  ])('never end or delay the loop when they %s', async (_, fault) => {
    world.onPublish = fault();
    world.at(61_000, () => (world.jobs = { queued: 9, running: 0 }));
    await world.run();
    expect(world.polls).toHaveLength(39);
    expect(world.raises.at(-1)).toMatchObject({ at: 62_050, to: 9 });
  });

  it('leave a line when they fail', async () => {
    world.onPublish = fail(new ServiceError(SITE, AWS_DETAIL));
    await world.run();
    expect(world.logged('warn')).toEqual(['metrics not published']);
  });
});
