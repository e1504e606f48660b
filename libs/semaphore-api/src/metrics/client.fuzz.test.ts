import { damagedBytes, fuzz, httpReply, partOfSecretIn, RawReplies, SECRET } from '@agent-aws-stack/fuzz';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SemaphoreError, SemaphoreStatusError } from '../errors.ts';
import { MetricsClient } from './client.ts';

let replies: RawReplies;
beforeEach(() => {
  replies = new RawReplies();
});
afterEach(() => replies[Symbol.dispose]());

const METRICS = JSON.stringify({
  jobs: { queued: 12, running: 3 },
  agents: { idle: 1, occupied: 3 },
  // As from a server that repeats the token that it was sent.
  token: SECRET,
});
const SAMPLES = [
  httpReply(METRICS),
  `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${METRICS.length.toString(16)}\r\n${METRICS}\r\n0\r\n\r\n`,
  `HTTP/1.1 429 Too Many Requests\r\nRetry-After: 30\r\nx-token: ${SECRET}\r\n\r\n`,
  `HTTP/1.1 503 Service Unavailable\r\nRetry-After: Wed, 21 Oct 2026 07:28:00 GMT\r\n\r\n${SECRET}`,
  `HTTP/1.1 302 Found\r\nLocation: https://elsewhere.example/${SECRET}\r\n\r\n`,
];

describe('MetricsClient', () => {
  it('turns any reply into counts or a SemaphoreError, and prints no secret', () =>
    fuzz(800, damagedBytes(SAMPLES), async (bytes) => {
      replies.answer = () => bytes;
      const client = new MetricsClient({ host: 'acme.example', port: 443 });
      const result = await client.getMetrics(SECRET).catch((error: unknown) => error);
      client.close();
      if (result instanceof Error) {
        expect(result).toBeInstanceOf(SemaphoreError);
        expect(partOfSecretIn(result)).toBeUndefined();
        if (result instanceof SemaphoreStatusError)
          expect(result.retryAfterMs ?? 0).toBeGreaterThanOrEqual(0);
        return;
      }
      const { jobs, agents } = result as Awaited<ReturnType<MetricsClient['getMetrics']>>;
      for (const count of [jobs.queued, jobs.running, agents.idle, agents.occupied])
        expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
    }));
});
