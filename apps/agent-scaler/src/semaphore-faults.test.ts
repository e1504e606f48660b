import { pipeline, Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { answerMetrics, answerWith, type SemaphoreAnswer } from '@agent-aws-stack/semaphore-api/testing';
import { LiveServers } from './testing/live.ts';

let live: LiveServers;
beforeEach(async () => {
  live = await LiveServers.start();
});
afterEach(() => live[Symbol.asyncDispose]());

const semaphoreFaults: [string, SemaphoreAnswer][] = [
  ['a hang', () => undefined],
  ['a drip', (response) => void response.writeHead(200).write('{')],
  ['a reset', () => live.semaphore.resetConnections()],
  ['a redirect', answerWith(302, '', { location: 'https://elsewhere.example/' })],
  ['401', answerWith(401)],
  ['404', answerWith(404)],
  ['429', answerWith(429, '', { 'retry-after': '1' })],
  ['500', answerWith(500)],
  ['503', answerWith(503)],
  ['HTML', answerWith(200, '<!doctype html>')],
  ['half JSON', answerWith(200, '{"jobs":{"queued":9,"run')],
  ['text for numbers', answerMetrics({ queued: '9', running: '9' })],
  ['negatives', answerMetrics({ queued: -3, running: 0 })],
  ['fractions', answerMetrics({ queued: 8.5, running: 0 })],
  ['infinity', answerWith(200, '{"jobs":{"queued":1e999,"running":0},"agents":{"idle":0,"occupied":0}}')],
  // As fast as it is taken: written at once it would keep this very process from polling again.
  [
    '50 MB',
    (response) =>
      void pipeline(Readable.from(Array(800).fill(' '.repeat(65_536))), response, () => undefined),
  ],
];

describe('a fault of Semaphore, over real sockets', () => {
  it.each(semaphoreFaults)('is a failure that moves nothing and passes: %s', async (_, fault) => {
    const { poller, tally } = live.scaler();
    live.semaphore.answer = fault;
    await poller.poll();
    expect([tally.failed, tally.decided, live.account.desiredCapacities]).toEqual([1, 0, []]);
    live.semaphore.answer = answerMetrics({ queued: 4, running: 0 });
    await poller.poll();
    expect([tally.failed, tally.decided, live.account.desiredCapacities]).toEqual([1, 1, [4]]);
  });
});
