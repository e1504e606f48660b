import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { answerMetrics, answerWith, SemaphoreServer, type SemaphoreAnswer } from '../testing/index.ts';
import { MetricsClient } from './client.ts';

const metrics = { jobs: { queued: 3, running: 2 }, agents: { idle: 1, occupied: 2 } };
const healthy = answerMetrics(metrics.jobs, metrics.agents);

const DEADLINE_MS = 5_000;
/** The clock stands still until a test advances it, so a busy machine misses no deadline. */
const pass = (ms: number) => jest.advanceTimersByTime(ms);

let semaphore: SemaphoreServer;
let client: MetricsClient;
beforeAll(async () => {
  semaphore = await SemaphoreServer.start(healthy);
});
afterAll(() => semaphore[Symbol.asyncDispose]());
beforeEach(() => {
  client = new MetricsClient(semaphore.endpoint, { deadlineMs: DEADLINE_MS, agent: { ca: semaphore.ca } });
  jest.useFakeTimers({ doNotFake: ['Date', 'nextTick', 'setImmediate', 'setInterval', 'clearInterval'] });
});
afterEach(() => {
  jest.useRealTimers();
  client.close();
  semaphore.answer = healthy;
});

function pour(response: ServerResponse, bytes: number): void {
  const chunk = Buffer.alloc(65_536, 32);
  const more = () => {
    for (; bytes > 0 && !response.destroyed; bytes -= chunk.length) {
      if (!response.write(chunk)) return void response.once('drain', more);
    }
    response.end();
  };
  more();
}

describe('MetricsClient', () => {
  it.each<[string, SemaphoreAnswer, Record<string, unknown>]>([
    ['a hang', () => pass(DEADLINE_MS), { name: 'SemaphoreDeadlineError' }],
    [
      'headers without a body',
      (response) => {
        response.writeHead(200).flushHeaders();
        const waiting = setInterval(() => pass(DEADLINE_MS / 10), 10);
        response.on('close', () => clearInterval(waiting));
      },
      { name: 'SemaphoreDeadlineError' },
    ],
    [
      'a drip',
      (response) => {
        const dripping = setInterval(() => response.write(' ', () => pass(DEADLINE_MS / 10)), 10);
        response.on('close', () => clearInterval(dripping));
      },
      { name: 'SemaphoreDeadlineError' },
    ],
    ['a reset', () => semaphore.resetConnections(), { name: 'SemaphoreConnectionError', code: 'ECONNRESET' }],
    [
      'a body cut short',
      (response) => {
        response.writeHead(200, { 'content-length': '500' }).write('{"jobs":', () => response.destroy());
      },
      { name: 'SemaphoreConnectionError' },
    ],
    [
      'a redirect',
      answerWith(302, '', { location: 'https://elsewhere.example/' }),
      { name: 'SemaphoreStatusError', status: 302 },
    ],
    [
      'a token unknown',
      answerWith(404),
      {
        name: 'SemaphoreStatusError',
        status: 404,
        message: expect.stringMatching(/no agent type has this token/),
      },
    ],
    ['a token refused', answerWith(401), { name: 'SemaphoreStatusError', status: 401 }],
    ['too many requests', answerWith(429, '', { 'retry-after': '7' }), { status: 429, retryAfterMs: 7_000 }],
    ['an error', answerWith(500, '{"jobs":'), { name: 'SemaphoreStatusError', status: 500 }],
    ['unavailability', answerWith(503), { status: 503, retryAfterMs: undefined }],
    ['a status with metrics that is not 200', answerWith(201, JSON.stringify(metrics)), { status: 201 }],
    ['HTML', answerWith(200, '<!doctype html><p>Sign in'), { name: 'SemaphoreReplyError' }],
    ['half of it', answerWith(200, JSON.stringify(metrics).slice(0, 30)), { name: 'SemaphoreReplyError' }],
    ['nothing', answerWith(200), { name: 'SemaphoreReplyError' }],
    [
      'another shape',
      answerWith(200, '{"jobs":{"queued":"9","running":9}}'),
      { name: 'SemaphoreReplyError' },
    ],
    ['50 MB', (response) => pour(response, 50 * 1024 * 1024), { name: 'SemaphoreBodyTooLargeError' }],
    ['50 MB with an error', (response) => pour(response.writeHead(500), 50 * 1024 * 1024), { status: 500 }],
  ])('takes %s for what it is, and works again afterwards', async (_, answer, expected) => {
    semaphore.answer = answer;
    await expect(client.getMetrics('s3cret')).rejects.toMatchObject(expected);
    semaphore.answer = healthy;
    expect(await client.getMetrics('s3cret')).toEqual(metrics);
  });
});
