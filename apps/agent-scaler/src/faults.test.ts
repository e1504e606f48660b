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
import { InvalidTokenError } from './token-source.ts';
import { AWS_DETAIL, fail, SITE } from './testing/failing.ts';
import { Fixture } from './testing/fixture.ts';

let fixture: Fixture;
beforeEach(() => {
  fixture = new Fixture();
  fixture.jobs = { queued: 3, running: 1 };
});

/** A call that fails 50 ms before its adapter's deadline of `ms`. */
const failAtDeadline = (ms: number, error: Error) => async () => {
  await fixture.clock.sleep(ms - 50);
  throw error;
};

const semaphoreFaults: [string, () => Fixture['onDemand']][] = [
  ['a hang', () => failAtDeadline(5_000, new SemaphoreDeadlineError('h:443', 'no full reply'))],
  ['a cut connection', () => fail(new SemaphoreConnectionError('h:443', 'ECONNRESET', undefined))],
  ['a DNS failure', () => fail(new SemaphoreConnectionError('h:443', 'ENOTFOUND', undefined))],
  ['a redirect', () => fail(new SemaphoreStatusError('h:443', 302, undefined))],
  ['status 401', () => fail(new SemaphoreStatusError('h:443', 401, undefined))],
  ['status 404', () => fail(new SemaphoreStatusError('h:443', 404, undefined))],
  ['status 500', () => fail(new SemaphoreStatusError('h:443', 500, undefined))],
  ['a reply of an unexpected shape', () => fail(new SemaphoreReplyError('h:443', 'jobs.queued'))],
  ['a huge reply', () => fail(new SemaphoreBodyTooLargeError('h:443', 65_536))],
];

const groupFaults: [string, () => Fixture['onDescribe']][] = [
  ['throttled', () => fail(new ThrottledError(SITE, AWS_DETAIL))],
  ['missing', () => fail(new GroupNotFoundError(SITE, AWS_DETAIL))],
  ['ambiguous', () => fail(new AmbiguousGroupError(SITE, AWS_DETAIL))],
  ['denied', () => fail(new AccessDeniedError(SITE, AWS_DETAIL))],
  ['hanging', () => failAtDeadline(3_000, new DeadlineExceededError(SITE, AWS_DETAIL))],
];

const tokenFaults: [string, () => Fixture['onToken']][] = [
  ['missing', () => fail(new ParameterNotFoundError(SITE, AWS_DETAIL))],
  ['throttled', () => fail(new ThrottledError(SITE, AWS_DETAIL))],
  ['denied', () => fail(new AccessDeniedError(SITE, AWS_DETAIL))],
  ['empty', () => fail(new InvalidTokenError('/ci/token'))],
];

const raiseFaults: [string, () => Fixture['onRaise']][] = [
  ['a scaling activity in progress', () => fail(new ScalingActivityInProgressError(SITE, AWS_DETAIL))],
  ['throttling', () => fail(new ThrottledError(SITE, AWS_DETAIL))],
  ['a limit that has just changed', () => fail(new InvalidRequestError(SITE, AWS_DETAIL))],
  ['a failing service', () => fail(new ServiceError(SITE, AWS_DETAIL))],
];

describe('a fault that lasts 20 s', () => {
  it.each(semaphoreFaults)(
    'in Semaphore (%s): polls keep their 2 s grid, and the first poll after the fault raises the capacity',
    async (_, fault) => {
      const healthy = fixture.onDemand;
      fixture.onDemand = fault();
      fixture.at(20_500, () => (fixture.onDemand = healthy));
      await fixture.run();
      const points = fixture.polls.map((at) => at - (at % 2_000)).slice(0, 13);
      expect(points).toEqual(Array.from({ length: 13 }, (_, i) => 2_000 * i));
      expect(fixture.raises).toHaveLength(1);
      expect(fixture.raises[0]).toMatchObject({ from: 0, to: 4 });
      expect(fixture.raises[0]?.at).toBeGreaterThan(20_500);
      expect(fixture.raises[0]?.at).toBeLessThan(22_200);
    },
  );

  it.each(groupFaults)(
    'when describing the group (%s): polls continue, and the first poll after the fault raises the capacity',
    async (_, fault) => {
      const healthy = fixture.onDescribe;
      fixture.onDescribe = fault();
      fixture.at(20_500, () => (fixture.onDescribe = healthy));
      await fixture.run();
      expect(fixture.polls).toHaveLength(31);
      expect(fixture.raises).toEqual([{ at: expect.any(Number) as unknown, from: 0, to: 4 }]);
      expect(fixture.raises[0]?.at).toBeLessThan(22_200);
      expect(fixture.metric('JobCount', 'queued')).toEqual([[3, 31]]);
    },
  );

  it.each(tokenFaults)('when reading the token (%s): each poll reads it again', async (_, fault) => {
    const healthy = fixture.onToken;
    fixture.onToken = fault();
    fixture.at(20_500, () => (fixture.onToken = healthy));
    await fixture.run();
    expect(fixture.tokenReads).toEqual(Array.from({ length: 12 }, (_, i) => 2_000 * i));
    expect(fixture.raises).toMatchObject([{ at: 22_150, from: 0, to: 4 }]);
  });

  it.each(raiseFaults)(
    'when raising the capacity (%s): the next poll describes the group again and retries',
    async (_, fault) => {
      fixture.onRaise = fault();
      fixture.at(20_500, () => {
        fixture.group = { ...fixture.group, max: 3 };
        fixture.onRaise = () => undefined;
      });
      await fixture.run();
      expect(fixture.raises).toMatchObject([{ at: 22_050, from: 0, to: 3 }]);
    },
  );
});
