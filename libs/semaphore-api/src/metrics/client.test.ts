import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type AddressInfo } from 'node:net';
import { answerMetrics, answerWith, SemaphoreServer } from '../testing/index.ts';
import { MetricsClient, type MetricsClientOptions } from './client.ts';

const metrics = { jobs: { queued: 3, running: 2 }, agents: { idle: 1, occupied: 2 } };
const healthy = answerMetrics(metrics.jobs, metrics.agents);

let semaphore: SemaphoreServer;
let client: MetricsClient;
beforeAll(async () => {
  semaphore = await SemaphoreServer.start(healthy);
});
afterAll(() => semaphore[Symbol.asyncDispose]());
afterEach(() => {
  client.close();
  semaphore.answer = healthy;
});

function connect(options: MetricsClientOptions = {}, endpoint = semaphore.endpoint): MetricsClient {
  client = new MetricsClient(endpoint, { deadlineMs: 60_000, agent: { ca: semaphore.ca }, ...options });
  return client;
}

describe('MetricsClient', () => {
  it('requests the metrics with the token', async () => {
    let request: Record<string, unknown> = {};
    semaphore.answer = (response, { url, headers }) => {
      request = { url, agent: headers['user-agent'], authorization: headers.authorization };
      healthy(response, {} as never);
    };
    expect(await connect().getMetrics('t0ken')).toEqual(metrics);
    expect(request).toEqual({
      url: '/api/v1/self_hosted_agents/metrics',
      agent: expect.stringMatching(/^agent-aws-stack\/\d/) as unknown,
      authorization: 'Token t0ken',
    });
  });

  it('lists the queued jobs on the same connection', async () => {
    const before = semaphore.connections;
    await connect().getMetrics('t0ken');
    semaphore.answer = answerWith(200, '{"jobs":[{"id":"b"},{"id":"a"}]}');
    expect(await client.getQueuedJobs('t0ken')).toEqual({ ids: ['b', 'a'], isComplete: true });
    expect(semaphore.connections - before).toBe(1);
  });

  it('keeps its connection open', async () => {
    const before = semaphore.connections;
    connect();
    for (let poll = 0; poll < 5; poll++) await client.getMetrics('t');
    expect(semaphore.connections - before).toBe(1);
  });

  it('repeats a request if the server has closed the connection', async () => {
    connect();
    await client.getMetrics('t');
    let requests = 0;
    semaphore.answer = (response, request) => {
      requests += 1;
      if (requests === 1) return request.socket.destroy();
      return healthy(response, request);
    };
    expect(await client.getMetrics('t')).toEqual(metrics);
    expect(requests).toBe(2);
  });

  it.each([
    ['a reply that is not JSON', answerWith(200, 'Token s3cret was refused')],
    ['status 401', answerWith(401, 'Token s3cret was refused')],
    ['status 404', answerWith(404, 'no s3cret here')],
    ['status 500', answerWith(500, 's3cret')],
  ])('never shows the token or the body in an error: %s', async (_name, answer) => {
    semaphore.answer = answer;
    const error = await connect()
      .getMetrics('s3cret')
      .catch((thrown: unknown) => thrown);
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('s3cret');
  });

  it('names the invalid fields', async () => {
    semaphore.answer = answerWith(200, JSON.stringify({ ...metrics, jobs: { queued: 8.5, running: -1 } }));
    await expect(connect().getMetrics('t')).rejects.toThrow('jobs.queued, jobs.running');
  });

  it('does not trust a certificate it cannot verify', async () => {
    await expect(connect({ agent: {} }).getMetrics('t')).rejects.toMatchObject({
      name: 'SemaphoreConnectionError',
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
  });

  it('throws if the host is unknown', async () => {
    const nowhere = { host: 'nowhere.invalid', port: 443 };
    await expect(connect({ deadlineMs: 5_000 }, nowhere).getMetrics('t')).rejects.toMatchObject({
      name: expect.stringMatching(/Semaphore(Connection|Deadline)Error/) as unknown,
      endpoint: 'nowhere.invalid:443',
    });
  });

  it('throws if the port is closed', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    await expect(connect({}, { host: '127.0.0.1', port }).getMetrics('t')).rejects.toMatchObject({
      name: 'SemaphoreConnectionError',
      code: 'ECONNREFUSED',
    });
  });

  it('throws a SemaphoreConnectionError if the token is not a valid header value', async () => {
    await expect(connect().getMetrics('a\nb')).rejects.toMatchObject({
      name: 'SemaphoreConnectionError',
      code: 'ERR_INVALID_CHAR',
    });
  });

  it('aborts requests in progress when it is closed', async () => {
    semaphore.answer = () => client.close();
    await expect(connect().getMetrics('t')).rejects.toMatchObject({ name: 'SemaphoreConnectionError' });
  });
});
