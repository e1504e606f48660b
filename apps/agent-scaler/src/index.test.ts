import { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { answerWith } from '@agent-aws-stack/semaphore-api/testing';
import { handler } from './index.ts';
import { LiveServers } from './testing/live.ts';

let live: LiveServers;
beforeEach(async () => {
  live = await LiveServers.start();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await live[Symbol.asyncDispose]();
});

describe('the handler', () => {
  const context = { awsRequestId: 'r-1', getRemainingTimeInMillis: () => 3_100 };
  const withEnvironment = (variables: Record<string, string>) => {
    process.env = { ...process.env, ...variables, SEMAPHORE_AGENT_LOG_LEVEL: 'error' };
  };

  it('runs an invocation from its environment', async () => {
    withEnvironment(live.environment());
    await handler({ time: new Date().toISOString() }, context);
    expect(live.account.desiredCapacities).toEqual([4]);
  });

  it('fails when nothing succeeded', async () => {
    withEnvironment(live.environment());
    live.semaphore.answer = answerWith(500);
    await expect(handler({}, context)).rejects.toMatchObject({ name: 'ScalerFailedError' });
  });

  it.each<[string, () => void]>([
    ['all went well', () => undefined],
    ['nothing succeeded', () => (live.semaphore.answer = answerWith(500))],
    ['CloudWatch hangs', () => live.account.faults.set('PutMetricData', () => undefined)],
  ])('leaves no socket to wake up in the next invocation when %s', async (_, prepare) => {
    withEnvironment(live.environment());
    prepare();
    const connect = jest.spyOn(Socket.prototype, 'connect');
    const longEnough = { ...context, getRemainingTimeInMillis: () => 4_300 };
    await handler({}, longEnough).catch(() => undefined);
    // Semaphore, Systems Manager, Auto Scaling and CloudWatch.
    const sockets = connect.mock.contexts as Socket[];
    expect(sockets.length).toBeGreaterThanOrEqual(4);
    expect(sockets.filter(({ destroyed }) => !destroyed)).toEqual([]);
  });

  it('fails at once in a wrong environment', async () => {
    withEnvironment({ ...live.environment(), SEMAPHORE_ENDPOINT: '' });
    await expect(handler({}, context)).rejects.toThrow('SEMAPHORE_ENDPOINT is required');
  });
});
