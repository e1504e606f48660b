import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { answerMetrics, answerWith, SemaphoreServer } from '@agent-aws-stack/semaphore-api/testing';
import { LiveServers } from './testing/live-servers.ts';

let live: LiveServers;
beforeEach(async () => {
  live = await LiveServers.start();
});
afterEach(() => live[Symbol.asyncDispose]());

describe('a poll over real sockets', () => {
  it('reads the token, the demand and the group, and raises', async () => {
    await live.scaler().poller.poll();
    expect(live.account.desiredCapacities).toEqual([4]);
    expect(live.semaphore.tokens).toEqual(['Token t0ken']);
    expect(live.aws.count('DescribeAutoScalingGroups')).toBe(1);
  });

  it('limits an absurd but valid count to the maximum', async () => {
    live.semaphore.answer = answerMetrics({ queued: Number.MAX_SAFE_INTEGER, running: 5 });
    await live.scaler().poller.poll();
    expect(live.account.desiredCapacities).toEqual([10]);
  });

  it('fails if there are two groups', async () => {
    live.addGroup('twin');
    const { poller, buffer } = live.scaler();
    await poller.poll();
    expect(buffer.lastFailure).toMatchObject({ name: 'AmbiguousGroupError' });
    expect(live.account.desiredCapacities).toEqual([]);
  });

  it('uses a rotated token', async () => {
    const { poller, buffer } = live.scaler();
    await poller.poll();
    live.account.parameters.set('/ci/token', 'new');
    live.semaphore.answer = (response, request) =>
      (request.headers.authorization === 'Token new'
        ? answerMetrics({ queued: 6, running: 0 })
        : answerWith(404))(response, request);
    await poller.poll();
    await poller.poll();
    expect([buffer.failed, buffer.succeeded, live.account.desiredCapacities]).toEqual([1, 2, [4, 6]]);
  });

  it.each([
    ['GetParameter', 'ConnectionError'],
    ['DescribeAutoScalingGroups', 'ConnectionError'],
    ['SetDesiredCapacity', 'ConnectionError'],
  ])('fails when its connections are closed during %s', async (action, name) => {
    const { poller, buffer, close } = live.scaler();
    live.account.faults.set(action, close);
    await poller.poll();
    expect(buffer.lastFailure).toMatchObject({ name });
  });

  it('fails if the host is unknown', async () => {
    const { poller, buffer } = live.scaler({ host: 'nowhere.invalid', port: 443 });
    await poller.poll();
    expect(buffer.lastFailure).toMatchObject({
      name: expect.stringMatching(/^Semaphore(Connection|Deadline)Error$/) as unknown,
    });
  });

  it('fails if it does not trust the certificate', async () => {
    await using stranger = await SemaphoreServer.start(answerMetrics({ queued: 4, running: 0 }));
    const { poller, buffer } = live.scaler(stranger.endpoint);
    await poller.poll();
    expect(buffer.lastFailure).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(stranger.tokens).toEqual([]);
  });
});
