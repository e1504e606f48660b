import { afterEach, describe, expect, it } from '@jest/globals';
import https from 'node:https';
import { answerMetrics, SemaphoreServer } from '@agent-aws-stack/semaphore-api/testing';
import { acceptPortInHostName } from './endpoint-as-host.ts';

const { request, get } = https;
afterEach(() => {
  Object.assign(https, { request, get });
});

describe('a handler that uses the endpoint as a host name', () => {
  it.each(['request', 'get'] as const)('can connect with https.%s', async (method) => {
    await using semaphore = await SemaphoreServer.start(answerMetrics({ queued: 1, running: 0 }));
    acceptPortInHostName();
    const { port } = semaphore.endpoint;
    const status = await new Promise((resolve, reject) => {
      const options = { hostname: `localhost:${port}`, path: '/', ca: semaphore.ca };
      const sent = https[method](options, (response) => resolve(response.resume().statusCode));
      sent.on('error', reject).end();
    });
    expect(status).toBe(200);
  });
});
