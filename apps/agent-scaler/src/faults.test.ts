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
import { AWS_DETAIL, fail, SITE } from './testing/failing.ts';
import { World } from './testing/world.ts';

let world: World;
beforeEach(() => {
  world = new World();
  world.jobs = { queued: 3, running: 1 };
});

/** A call that hangs until its adapter's deadline. */
const late = (ms: number, error: Error) => async () => {
  await world.clock.sleep(ms - 50);
  throw error;
};

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
  ['throttled', () => fail(new ThrottledError(SITE, AWS_DETAIL))],
  ['missing', () => fail(new GroupNotFoundError(SITE, AWS_DETAIL))],
  ['two of them', () => fail(new AmbiguousGroupError(SITE, AWS_DETAIL))],
  ['denied', () => fail(new AccessDeniedError(SITE, AWS_DETAIL))],
  ['hanging', () => late(3_000, new DeadlineExceededError(SITE, AWS_DETAIL))],
];

const tokenFaults: [string, () => World['onToken']][] = [
  ['missing', () => fail(new ParameterNotFoundError(SITE, AWS_DETAIL))],
  ['throttled', () => fail(new ThrottledError(SITE, AWS_DETAIL))],
  ['denied', () => fail(new AccessDeniedError(SITE, AWS_DETAIL))],
  ['empty', () => fail(new InvalidTokenError('/ci/token'))],
];

const raiseFaults: [string, () => World['onRaise']][] = [
  ['a scaling activity in progress', () => fail(new ScalingActivityInProgressError(SITE, AWS_DETAIL))],
  ['throttling', () => fail(new ThrottledError(SITE, AWS_DETAIL))],
  ['a limit that has just changed', () => fail(new InvalidRequestError(SITE, AWS_DETAIL))],
  ['a failing service', () => fail(new ServiceError(SITE, AWS_DETAIL))],
];

describe('a fault of 20 s', () => {
  it.each(semaphoreFaults)(
    'of Semaphore, %s: stays on the grid, moves nothing, and is over at once',
    async (_, fault) => {
      const healthy = world.onDemand;
      world.onDemand = fault();
      world.at(20_500, () => (world.onDemand = healthy));
      await world.run();
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
      await world.run();
      expect(world.polls).toHaveLength(31);
      expect(world.raises).toEqual([{ at: expect.any(Number) as unknown, from: 0, to: 4 }]);
      expect(world.raises[0]?.at).toBeLessThan(22_200);
      expect(world.metric('JobCount', 'queued')).toEqual([[3, 31]]);
    },
  );

  it.each(tokenFaults)('of the token, %s: is asked for at each point of the grid', async (_, fault) => {
    const healthy = world.onToken;
    world.onToken = fault();
    world.at(20_500, () => (world.onToken = healthy));
    await world.run();
    expect(world.tokenReads).toEqual(Array.from({ length: 12 }, (_, i) => 2_000 * i));
    expect(world.raises).toMatchObject([{ at: 22_150, from: 0, to: 4 }]);
  });

  it.each(raiseFaults)('of the raise, %s: is tried again from a fresh look', async (_, fault) => {
    world.onRaise = fault();
    world.at(20_500, () => {
      world.group = { ...world.group, max: 3 };
      world.onRaise = () => undefined;
    });
    await world.run();
    expect(world.raises).toMatchObject([{ at: 22_050, from: 0, to: 3 }]);
  });
});
