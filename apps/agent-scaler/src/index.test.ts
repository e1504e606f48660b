import { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { answerWith } from '@agent-aws-stack/semaphore-api/testing';
import { handler } from './index.ts';
import { LiveServers } from './testing/live-servers.ts';

let live: LiveServers;
beforeEach(async () => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
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

  it('runs an invocation with the settings of its environment', async () => {
    withEnvironment(live.environment());
    await handler({ time: new Date().toISOString() }, context);
    expect(live.account.desiredCapacities).toEqual([4]);
  });

  it('calls only Semaphore, Systems Manager and Auto Scaling, and writes its metrics to its log', async () => {
    withEnvironment(live.environment());
    await handler({}, context);
    const actions = new Set(live.aws.calls.map(({ action }) => action));
    expect([...actions].sort()).toEqual([
      'DescribeAutoScalingGroups',
      'GetParameter',
      'PutParameter',
      'SetDesiredCapacity',
    ]);
    const lines = jest.mocked(process.stdout.write).mock.calls.map(([line]) => String(line));
    expect(lines.filter((line) => line.includes('"JobCount"'))).toHaveLength(2);
  });

  it('ends as soon as a later invocation has taken the lease', async () => {
    withEnvironment(live.environment());
    const startedAt = performance.now();
    // The invocation starts so late that its successor is due after 6.5 s.
    const time = new Date(Date.now() - 54_500).toISOString();
    setTimeout(() => live.account.putParameter('ci-scaler-turn', 'r-2'), 7_000);
    await handler({ time }, { ...context, getRemainingTimeInMillis: () => 160_000 });
    const tookMs = performance.now() - startedAt;
    expect(tookMs).toBeGreaterThan(7_000);
    expect(tookMs).toBeLessThan(20_000);
  });

  it('throws if no poll succeeded', async () => {
    withEnvironment(live.environment());
    live.semaphore.answer = answerWith(500);
    await expect(handler({}, context)).rejects.toMatchObject({ name: 'ScalerFailedError' });
  });

  it.each<[string, () => void]>([
    ['all polls succeed', () => undefined],
    ['no poll succeeds', () => (live.semaphore.answer = answerWith(500))],
    ['taking the lease hangs', () => live.account.faults.set('PutParameter', () => undefined)],
  ])('leaves no socket open if %s', async (_, prepare) => {
    withEnvironment(live.environment());
    prepare();
    const connect = jest.spyOn(Socket.prototype, 'connect');
    const longEnough = { ...context, getRemainingTimeInMillis: () => 4_300 };
    await handler({}, longEnough).catch(() => undefined);
    // At least one socket each for Semaphore, Systems Manager and Auto Scaling.
    const sockets = connect.mock.contexts as Socket[];
    expect(sockets.length).toBeGreaterThanOrEqual(3);
    expect(sockets.filter(({ destroyed }) => !destroyed)).toEqual([]);
  });

  it('throws at once if its environment is wrong', async () => {
    withEnvironment({ ...live.environment(), SEMAPHORE_ENDPOINT: '' });
    await expect(handler({}, context)).rejects.toThrow('SEMAPHORE_ENDPOINT is required');
  });
});
