import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { answerMetrics, answerWith, SemaphoreServer, type SemaphoreAnswer } from '../testing/index.ts';
import { MetricsClient } from './client.ts';

const metrics = { jobs: { queued: 3, running: 2 }, agents: { idle: 1, occupied: 2 } };
const healthy = answerMetrics(metrics.jobs, metrics.agents);

const DEADLINE_MS = 5_000;
/** Advances the fake timers. Between these calls they stand still, so that no deadline passes because the machine is busy. */
const advance = (ms: number) => jest.advanceTimersByTime(ms);

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

function writeBytes(response: ServerResponse, bytes: number): void {
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
    ['a hang', () => advance(DEADLINE_MS), { name: 'SemaphoreDeadlineError' }],
    [
      'headers without a body',
      (response) => {
        response.writeHead(200).flushHeaders();
        const waiting = setInterval(() => advance(DEADLINE_MS / 10), 10);
        response.on('close', () => clearInterval(waiting));
      },
      { name: 'SemaphoreDeadlineError' },
    ],
    [
      'a body that never ends',
      (response) => {
        const dripping = setInterval(() => response.write(' ', () => advance(DEADLINE_MS / 10)), 10);
        response.on('close', () => clearInterval(dripping));
      },
      { name: 'SemaphoreDeadlineError' },
    ],
    [
      'a reset connection',
      () => semaphore.resetConnections(),
      { name: 'SemaphoreConnectionError', code: 'ECONNRESET' },
    ],
    [
      'a truncated body',
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
      'an unknown token',
      answerWith(404),
      {
        name: 'SemaphoreStatusError',
        status: 404,
        message: expect.stringMatching(/no agent type has this token/),
      },
    ],
    ['a rejected token', answerWith(401), { name: 'SemaphoreStatusError', status: 401 }],
    ['too many requests', answerWith(429, '', { 'retry-after': '7' }), { status: 429, retryAfterMs: 7_000 }],
    ['status 500', answerWith(500, '{"jobs":'), { name: 'SemaphoreStatusError', status: 500 }],
    ['status 503', answerWith(503), { status: 503, retryAfterMs: undefined }],
    ['metrics with a status other than 200', answerWith(201, JSON.stringify(metrics)), { status: 201 }],
    ['HTML', answerWith(200, '<!doctype html><p>Sign in'), { name: 'SemaphoreReplyError' }],
    ['half a reply', answerWith(200, JSON.stringify(metrics).slice(0, 30)), { name: 'SemaphoreReplyError' }],
    ['an empty reply', answerWith(200), { name: 'SemaphoreReplyError' }],
    [
      'JSON with a missing field and text for a number',
      answerWith(200, '{"jobs":{"queued":"9","running":9}}'),
      { name: 'SemaphoreReplyError' },
    ],
    ['50 MB', (response) => writeBytes(response, 50 * 1024 * 1024), { name: 'SemaphoreBodyTooLargeError' }],
    [
      'status 500 with 50 MB',
      (response) => writeBytes(response.writeHead(500), 50 * 1024 * 1024),
      { status: 500 },
    ],
  ])('throws the right error for %s, and works again afterwards', async (_, answer, expected) => {
    semaphore.answer = answer;
    await expect(client.getMetrics('s3cret')).rejects.toMatchObject(expected);
    semaphore.answer = healthy;
    expect(await client.getMetrics('s3cret')).toEqual(metrics);
  });
});
