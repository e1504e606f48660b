import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SemaphoreAnswer } from '@agent-aws-stack/semaphore-api/testing';
import { LiveServers, metricsOf, reply } from './testing/live.ts';

let live: LiveServers;
beforeEach(async () => {
  live = await LiveServers.start();
});
afterEach(() => live[Symbol.asyncDispose]());

const semaphoreFaults: [string, SemaphoreAnswer][] = [
  ['a hang', () => undefined],
  ['a drip', (response) => void response.writeHead(200).write('{')],
  ['a reset', () => live.semaphore.resetConnections()],
  ['a redirect', reply(302, '', { location: 'https://elsewhere.example/' })],
  ['401', reply(401)],
  ['404', reply(404)],
  ['429', reply(429, '', { 'retry-after': '1' })],
  ['500', reply(500)],
  ['503', reply(503)],
  ['HTML', reply(200, '<!doctype html>')],
  ['half JSON', reply(200, '{"jobs":{"queued":9,"run')],
  ['text for numbers', metricsOf('9', '9')],
  ['negatives', metricsOf(-3)],
  ['fractions', metricsOf(8.5)],
  ['infinity', reply(200, '{"jobs":{"queued":1e999,"running":0},"agents":{"idle":0,"occupied":0}}')],
  ['50 MB', reply(200, ' '.repeat(50 * 1024 * 1024))],
];

describe('a fault of Semaphore, over real sockets', () => {
  it.each(semaphoreFaults)('is a failure that moves nothing and passes: %s', async (_, fault) => {
    const { poller, tally } = live.scaler();
    live.semaphore.answer = fault;
    await poller.poll();
    expect([tally.failed, tally.decided, live.account.desiredCapacities]).toEqual([1, 0, []]);
    live.semaphore.answer = metricsOf(4);
    await poller.poll();
    expect([tally.failed, tally.decided, live.account.desiredCapacities]).toEqual([1, 1, [4]]);
  });
});
