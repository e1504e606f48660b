import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  AccessDeniedError,
  AmbiguousGroupError,
  DeadlineExceededError,
  GroupNotFoundError,
  InvalidRequestError,
  ParameterNotFoundError,
  ScalingActivityInProgressError,
  ServiceError,
  ThrottledError,
} from '@agent-aws-stack/aws-clients';
import {
  SemaphoreBodyTooLargeError,
  SemaphoreConnectionError,
  SemaphoreDeadlineError,
  SemaphoreReplyError,
  SemaphoreStatusError,
} from '@agent-aws-stack/semaphore-api';
import { InvalidTokenError } from './adapters/parameter-token.ts';
import { runInvocation } from './invocation.ts';
import { World } from './testing/world.ts';

const settings = {
  stackName: 'ci',
  pollIntervalMs: 2_000,
  headroom: { strategy: 'none' },
  maxStep: 0,
} as const;
const start = { remainingMs: 90_000, latenessMs: 0 };
const site = { action: 'autoscaling:SetDesiredCapacity', resource: 'group g' };
const aws = { detail: 'no' };

let world: World;
beforeEach(() => {
  world = new World();
  world.jobs = { queued: 3, running: 1 };
});

const run = () => world.clock.run(runInvocation(world.ports(), settings, start));
const fail = (error: Error) => () => {
  throw error;
};
/** A call that hangs until its adapter's deadline. */
const late = (ms: number, error: Error) => async () => {
  await world.clock.sleep(ms - 50);
  throw error;
};
const logged = (level: string) =>
  world.lines.filter((line) => line.level === level).map(({ message }) => message);

const semaphoreFaults: [string, () => World['onDemand']][] = [
  ['a hang', () => late(5_000, new SemaphoreDeadlineError('h:443', 'no full reply'))],
  ['a connection cut', () => fail(new SemaphoreConnectionError('h:443', 'ECONNRESET', undefined))],
  ['a failing DNS', () => fail(new SemaphoreConnectionError('h:443', 'ENOTFOUND', undefined))],
  ['a redirect', () => fail(new SemaphoreStatusError('h:443', 302, undefined))],
  ['401', () => fail(new SemaphoreStatusError('h:443', 401, undefined))],
  ['404', () => fail(new SemaphoreStatusError('h:443', 404, undefined))],
  ['500', () => fail(new SemaphoreStatusError('h:443', 500, undefined))],
  ['a reply of another shape', () => fail(new SemaphoreReplyError('h:443', 'jobs.queued'))],
  ['a huge reply', () => fail(new SemaphoreBodyTooLargeError('h:443', 65_536))],
];

const groupFaults: [string, () => World['onDescribe']][] = [
  ['throttled', () => fail(new ThrottledError(site, aws))],
  ['missing', () => fail(new GroupNotFoundError(site, aws))],
  ['two of them', () => fail(new AmbiguousGroupError(site, aws))],
  ['denied', () => fail(new AccessDeniedError(site, aws))],
  ['hanging', () => late(3_000, new DeadlineExceededError(site, aws))],
];

const tokenFaults: [string, () => World['onToken']][] = [
  ['missing', () => fail(new ParameterNotFoundError(site, aws))],
  ['throttled', () => fail(new ThrottledError(site, aws))],
  ['denied', () => fail(new AccessDeniedError(site, aws))],
  ['empty', () => fail(new InvalidTokenError('/ci/token'))],
];

const raiseFaults: [string, () => World['onRaise']][] = [
  ['a scaling activity in progress', () => fail(new ScalingActivityInProgressError(site, aws))],
  ['throttling', () => fail(new ThrottledError(site, aws))],
  ['a limit that has just changed', () => fail(new InvalidRequestError(site, aws))],
  ['a failing service', () => fail(new ServiceError(site, aws))],
];

describe('a fault of 20 s', () => {
  it.each(semaphoreFaults)(
    'of Semaphore, %s: stays on the grid, moves nothing, and is over at once',
    async (_, fault) => {
      const healthy = world.onDemand;
      world.onDemand = fault();
      world.at(20_500, () => (world.onDemand = healthy));
      await run();
      const points = world.polls.map((at) => at - (at % 2_000)).slice(0, 13);
      expect(points).toEqual(Array.from({ length: 13 }, (_, i) => 2_000 * i));
      expect(world.raises).toHaveLength(1);
      expect(world.raises[0]).toMatchObject({ from: 0, to: 4 });
      expect(world.raises[0]?.at).toBeGreaterThan(20_500);
      expect(world.raises[0]?.at).toBeLessThan(22_200);
    },
  );

  it.each(groupFaults)(
    'of the group, %s: goes on asking Semaphore, moves nothing, and is over at once',
    async (_, fault) => {
      const healthy = world.onDescribe;
      world.onDescribe = fault();
      world.at(20_500, () => (world.onDescribe = healthy));
      await run();
      expect(world.polls).toHaveLength(39);
      expect(world.raises).toEqual([{ at: expect.any(Number) as unknown, from: 0, to: 4 }]);
      expect(world.raises[0]?.at).toBeLessThan(22_200);
      expect(world.metric('JobCount', 'queued')).toEqual([[3, 30]]);
    },
  );

  it.each(tokenFaults)('of the token, %s: is asked for at each point of the grid', async (_, fault) => {
    const healthy = world.onToken;
    world.onToken = fault();
    world.at(20_500, () => (world.onToken = healthy));
    await run();
    expect(world.tokenReads).toEqual(Array.from({ length: 12 }, (_, i) => 2_000 * i));
    expect(world.raises).toMatchObject([{ at: 22_150, from: 0, to: 4 }]);
  });

  it.each(raiseFaults)('of the raise, %s: is tried again from a fresh look', async (_, fault) => {
    world.onRaise = fault();
    world.at(20_500, () => {
      world.group = { ...world.group, max: 3 };
      world.onRaise = () => undefined;
    });
    await run();
    expect(world.raises).toMatchObject([{ at: 22_050, from: 0, to: 3 }]);
  });
});

describe('a token', () => {
  it('is read once', async () => {
    await run();
    expect(world.tokenReads).toEqual([0]);
  });

  it.each([401, 404])('is read again after %d, and the new one used', async (status) => {
    const healthy = world.onDemand;
    world.onDemand = () => {
      if (world.tokensUsed.at(-1) === 'token-1' && world.elapsed > 10_000)
        throw new SemaphoreStatusError('h', status, undefined);
      return healthy();
    };
    world.at(9_000, () => (world.token = 'token-2'));
    await run();
    expect(world.tokenReads).toEqual([0, 12_000]);
    expect(world.tokensUsed.at(-1)).toBe('token-2');
    expect(world.metric('PollFailures')).toEqual([[1, 1]]);
  });

  it('is read again every ten seconds at most, while Semaphore refuses it', async () => {
    world.onDemand = fail(new SemaphoreStatusError('h', 404, undefined));
    await expect(run()).rejects.toMatchObject({ name: 'ScalerFailedError' });
    expect(world.tokenReads).toEqual([0, 2_000, 12_000, 22_000, 32_000, 42_000, 52_000, 62_000, 72_000]);
  });

  it('stays in use when it cannot be read again', async () => {
    const healthy = world.onDemand;
    world.onDemand = fail(new SemaphoreStatusError('h', 404, undefined));
    world.at(1_000, () => (world.onToken = fail(new ThrottledError(site, aws))));
    world.at(3_000, () => (world.onDemand = healthy));
    await run();
    expect(world.raises).toMatchObject([{ to: 4 }]);
    expect(world.raises[0]?.at).toBeLessThan(4_200);
  });
});

describe('an invocation in which nothing succeeded', () => {
  it.each<[string, () => void, RegExp]>([
    [
      'Semaphore',
      () => (world.onDemand = fail(new SemaphoreStatusError('h:443', 500, undefined))),
      /39 failed.*SemaphoreStatusError: h:443: status 500/,
    ],
    [
      'the token',
      () => (world.onToken = fail(new ParameterNotFoundError(site, aws))),
      /ParameterNotFoundError/,
    ],
    ['the group', () => (world.onDescribe = fail(new GroupNotFoundError(site, aws))), /GroupNotFoundError/],
    ['raising', () => (world.onRaise = fail(new AccessDeniedError(site, aws))), /AccessDeniedError/],
  ])('fails, naming its last fault: %s', async (_, fault, message) => {
    fault();
    await expect(run()).rejects.toMatchObject({
      name: 'ScalerFailedError',
      message: expect.stringMatching(message) as unknown,
    });
    expect(world.raises).toEqual([]);
  });

  it('counts its failures', async () => {
    world.onDemand = fail(new SemaphoreStatusError('h:443', 500, undefined));
    await run().catch(() => undefined);
    expect(world.metric('PollFailures')).toEqual([[30, 1]]);
    expect(world.metric('JobCount', 'queued')).toEqual([]);
  });

  it('is one without any poll that ended', async () => {
    world.onDemand = () => new Promise(() => undefined);
    await expect(run()).rejects.toThrow('none ended in time');
  });
});

describe('one success', () => {
  it('is enough', async () => {
    world.onDemand = () => {
      if (world.polls.length !== 7) throw new SemaphoreStatusError('h:443', 500, undefined);
      return { jobs: world.jobs, agents: world.agents };
    };
    await expect(run()).resolves.toBeUndefined();
  });
});

describe('metrics', () => {
  it('are published once a minute, each value with how often it was seen', async () => {
    world.at(11_000, () => {
      world.jobs = { queued: 0, running: 4 };
      world.agents = { idle: 1, occupied: 3 };
    });
    await run();
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
    await run();
    expect(world.metric('JobsWaitingAtMaximum')).toEqual([[30, 30]]);
  });

  it.each<[string, () => World['onPublish']]>([
    ['fail', () => fail(new ServiceError(site, aws))],
    ['are throttled', () => fail(new ThrottledError(site, aws))],
    ['hang', () => () => new Promise<never>(() => undefined)],
  ])('never end or delay the loop when they %s', async (_, fault) => {
    world.onPublish = fault();
    world.at(61_000, () => (world.jobs = { queued: 9, running: 0 }));
    await run();
    expect(world.polls).toHaveLength(39);
    expect(world.raises.at(-1)).toMatchObject({ at: 62_050, to: 9 });
  });

  it('leave a line when they fail', async () => {
    world.onPublish = fail(new ServiceError(site, aws));
    await run();
    expect(logged('warn')).toEqual(['metrics not published']);
  });
});

describe('the log', () => {
  it('has one line a decision, and none while nothing changes', async () => {
    world.at(31_000, () => (world.jobs = { queued: 0, running: 4 }));
    await run();
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

  it('tells a fault once, and when it is over', async () => {
    const healthy = world.onDemand;
    world.onDemand = fail(new SemaphoreStatusError('h:443', 500, undefined));
    world.at(9_000, () => (world.onDemand = healthy));
    await run();
    expect(logged('warn')).toEqual(['poll failed']);
    expect(world.lines[0]?.fields).toMatchObject({ error: { name: 'SemaphoreStatusError', status: 500 } });
    expect(world.lines.find(({ message }) => message === 'polls succeed again')?.fields).toEqual({
      after: { name: 'SemaphoreStatusError', polls: 5 },
    });
  });

  it('never has the token', async () => {
    world.onDemand = fail(new SemaphoreStatusError('h:443', 401, undefined));
    await run().catch(() => undefined);
    expect(JSON.stringify(world.lines)).not.toContain('token-1');
  });
});
