import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { answerWith } from '@agent-aws-stack/semaphore-api/testing';
import { handler } from './index.ts';
import { LiveServers } from './testing/live.ts';

let live: LiveServers;
beforeEach(async () => {
  live = await LiveServers.start();
});
afterEach(() => live[Symbol.asyncDispose]());

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

  it('fails at once in a wrong environment', async () => {
    withEnvironment({ ...live.environment(), SEMAPHORE_ENDPOINT: '' });
    await expect(handler({}, context)).rejects.toThrow('SEMAPHORE_ENDPOINT is required');
  });
});
