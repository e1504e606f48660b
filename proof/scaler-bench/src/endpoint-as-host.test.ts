import { afterEach, describe, expect, it } from '@jest/globals';
import https from 'node:https';
import { answerMetrics, SemaphoreServer } from '@agent-aws-stack/semaphore-api/testing';
import { acceptPortInHostName } from './endpoint-as-host.ts';

const { request, get } = https;
afterEach(() => {
  Object.assign(https, { request, get });
});

describe('a handler that takes the endpoint for a host name', () => {
  it.each(['request', 'get'] as const)('gets through with %s', async (method) => {
    await using semaphore = await SemaphoreServer.start(answerMetrics({ queued: 1, running: 0 }));
    acceptPortInHostName();
    const { port } = semaphore.endpoint;
    const status = await new Promise((resolve, reject) => {
      const options = { hostname: `localhost:${port}`, path: '/', ca: semaphore.ca };
      const asked = https[method](options, (response) => resolve(response.resume().statusCode));
      asked.on('error', reject).end();
    });
    expect(status).toBe(200);
  });
});
