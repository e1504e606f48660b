import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { answerMetrics, answerWith } from '@agent-aws-stack/semaphore-api/testing';
import { handler } from './index.ts';
import { LiveServers } from './testing/live-servers.ts';

let live: LiveServers;
const realNow = Date.now;
beforeEach(async () => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  startWithPhase(0.5);
  live = await LiveServers.start();
});
afterEach(async () => {
  Date.now = realNow;
  jest.restoreAllMocks();
  await live[Symbol.asyncDispose]();
});

/** Sets the phase of the polling grid, as a share of the interval. With 0.5, the second poll is late enough to start after the first has ended. */
const startWithPhase = (phase: number) => jest.spyOn(Math, 'random').mockReturnValue(phase);
const group = () => live.account.groups[0]!;
const inEnvironment = () => {
  process.env = { ...process.env, ...live.environment(), SEMAPHORE_AGENT_LOG_LEVEL: 'error' };
};
const context = (awsRequestId: string, remainingMs = 5_300) => ({
  awsRequestId,
  getRemainingTimeInMillis: () => remainingMs,
});

describe('the scaler, over real sockets', () => {
  it('does not lower the capacity of a group that is above its maximum', async () => {
    Object.assign(group(), { MaxSize: 2, DesiredCapacity: 3 });
    const { poller, buffer } = live.scaler();
    await poller.poll();
    expect([buffer.succeeded, live.account.desiredCapacities]).toEqual([1, []]);
  });

  it('uses a changed maximum', async () => {
    Object.assign(group(), { MaxSize: 2 });
    const { poller } = live.scaler();
    await poller.poll();
    Object.assign(group(), { MaxSize: 10 });
    await poller.poll();
    expect(live.account.desiredCapacities).toEqual([2, 4]);
  });

  it('fails one poll if the maximum changes after the poll has read it and before the raise', async () => {
    const { poller, buffer } = live.scaler();
    live.account.faults.set('SetDesiredCapacity', (reply) =>
      reply.fail('ValidationError', 'New SetDesiredCapacity value 4 is above max value 2'),
    );
    await poller.poll();
    live.account.faults.clear();
    await poller.poll();
    expect([buffer.failed, buffer.succeeded, live.account.desiredCapacities]).toEqual([1, 1, [4]]);
  });

  it.each(['GetParameter', 'DescribeAutoScalingGroups', 'SetDesiredCapacity'])(
    'sends %s once per poll, because the next poll is the retry',
    async (action) => {
      const { poller, buffer } = live.scaler();
      live.account.faults.set(action, (reply) => reply.fail('ThrottlingException', 'Rate exceeded'));
      await poller.poll();
      expect(buffer.lastFailure).toMatchObject({ name: 'ThrottledError' });
      expect(live.aws.count(action)).toBe(1);
    },
  );

  it('ignores unknown job states', async () => {
    live.semaphore.answer = answerMetrics({ queued: 2, running: 1, paused: 90 });
    await live.scaler().poller.poll();
    expect(live.account.desiredCapacities).toEqual([3]);
  });

  it('abandons a poll at its deadline, without waiting for a 503 that arrives later', async () => {
    const { poller, buffer } = live.scaler();
    live.semaphore.answer = (response, request) =>
      void setTimeout(() => answerWith(503)(response, request), 15_000).unref();
    await poller.poll();
    expect(buffer.lastFailure).toMatchObject({ name: 'SemaphoreDeadlineError' });
  });

  it('is not affected by a wall clock that jumps', async () => {
    inEnvironment();
    const polls: number[] = [];
    live.semaphore.answer = (response, request) => {
      if (request.url?.endsWith('/jobs')) return answerWith(200, '{"jobs":[]}')(response, request);
      polls.push(performance.now());
      // One hour ahead of the real time, then two hours behind it, and so on.
      Date.now = () => realNow() + (polls.length % 2 === 1 ? 3_600_000 : -7_200_000);
      answerMetrics({ queued: 3 + polls.length, running: 0 })(response, request);
    };
    await handler({}, context('r-1', 8_000));
    expect(polls.length).toBeGreaterThanOrEqual(3);
    expect(live.account.desiredCapacities).toEqual(polls.map((_, index) => 4 + index));
  });

  it('does not lower the capacity when two invocations run at once and poll at different times', async () => {
    inEnvironment();
    const seen: number[] = [];
    let queued = 0;
    live.semaphore.answer = (response, request) => {
      queued = Math.min(queued + 1, 9);
      answerMetrics({ queued, running: 0 })(response, request);
    };
    const watching = setInterval(() => seen.push(group().DesiredCapacity), 5);
    const time = '2026-03-01T10:00:00Z';
    const first = handler({ time }, context('r-1', 7_000));
    startWithPhase(0.75);
    await Promise.all([first, handler({ time }, context('r-2', 7_000))]);
    clearInterval(watching);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(group().DesiredCapacity).toBe(queued);
  });

  it('continues with the cached token while SSM is down', async () => {
    inEnvironment();
    await handler({}, context('r-1', 3_100));
    for (const action of ['GetParameter', 'PutParameter'])
      live.account.faults.set(action, (reply) => reply.fail('InternalServerError', 'down', 500));
    live.semaphore.answer = answerMetrics({ queued: 7, running: 0 });
    await handler({}, context('r-2', 3_100));
    expect(live.account.desiredCapacities).toEqual([4, 7]);
  });

  it('serves several invocations in one process, even if taking the lease hangs', async () => {
    inEnvironment();
    live.account.faults.set('PutParameter', () => undefined);
    await handler({}, context('r-1', 3_100));
    live.semaphore.answer = answerMetrics({ queued: 7, running: 0 });
    await handler({}, context('r-2', 3_100));
    expect(live.account.desiredCapacities).toEqual([4, 7]);
  });
});
