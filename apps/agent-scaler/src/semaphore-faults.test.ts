import { pipeline, Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { answerMetrics, answerWith, type SemaphoreAnswer } from '@agent-aws-stack/semaphore-api/testing';
import { LiveServers } from './testing/live-servers.ts';

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
  // Streamed: written at once, it would block this process, which also runs the poller.
  [
    '50 MB',
    (response) =>
      void pipeline(Readable.from(Array(800).fill(' '.repeat(65_536))), response, () => undefined),
  ],
];

describe('Semaphore faults, over real sockets', () => {
  it.each(semaphoreFaults)(
    '%s: the poll fails, capacity stays, and the next poll succeeds',
    async (_, fault) => {
      const { poller, buffer } = live.scaler();
      live.semaphore.answer = fault;
      await poller.poll();
      expect([buffer.failed, buffer.succeeded, live.account.desiredCapacities]).toEqual([1, 0, []]);
      live.semaphore.answer = answerMetrics({ queued: 4, running: 0 });
      await poller.poll();
      expect([buffer.failed, buffer.succeeded, live.account.desiredCapacities]).toEqual([1, 1, [4]]);
    },
  );
});
