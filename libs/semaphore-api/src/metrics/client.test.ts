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
  it('asks for the metrics with the token', async () => {
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

  it('keeps its connection', async () => {
    const before = semaphore.connections;
    connect();
    for (let poll = 0; poll < 5; poll++) await client.getMetrics('t');
    expect(semaphore.connections - before).toBe(1);
  });

  it('asks again when the kept connection turns out to be closed', async () => {
    connect();
    await client.getMetrics('t');
    let asked = 0;
    semaphore.answer = (response, request) => {
      asked += 1;
      if (asked === 1) return request.socket.destroy();
      return healthy(response, request);
    };
    expect(await client.getMetrics('t')).toEqual(metrics);
    expect(asked).toBe(2);
  });

  it.each([
    ['a reply of another shape', answerWith(200, 'Token s3cret was refused')],
    ['a refusal', answerWith(401, 'Token s3cret was refused')],
    ['an unknown token', answerWith(404, 'no s3cret here')],
    ['a fault of the server', answerWith(500, 's3cret')],
  ])('never tells the token or the body: %s', async (_what, answer) => {
    semaphore.answer = answer;
    const error = await connect()
      .getMetrics('s3cret')
      .catch((thrown: unknown) => thrown);
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('s3cret');
  });

  it('names what is wrong with the shape', async () => {
    semaphore.answer = answerWith(200, JSON.stringify({ ...metrics, jobs: { queued: 8.5, running: -1 } }));
    await expect(connect().getMetrics('t')).rejects.toThrow('jobs.queued, jobs.running');
  });

  it('does not trust a certificate it cannot verify', async () => {
    await expect(connect({ agent: {} }).getMetrics('t')).rejects.toMatchObject({
      name: 'SemaphoreConnectionError',
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
  });

  it('tells an unknown host', async () => {
    const nowhere = { host: 'nowhere.invalid', port: 443 };
    await expect(connect({ deadlineMs: 5_000 }, nowhere).getMetrics('t')).rejects.toMatchObject({
      name: expect.stringMatching(/Semaphore(Connection|Deadline)Error/) as unknown,
      endpoint: 'nowhere.invalid:443',
    });
  });

  it('tells a closed port', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    await expect(connect({}, { host: '127.0.0.1', port }).getMetrics('t')).rejects.toMatchObject({
      name: 'SemaphoreConnectionError',
      code: 'ECONNREFUSED',
    });
  });

  it('takes a token that no header can carry for a failure like any other', async () => {
    await expect(connect().getMetrics('a\nb')).rejects.toMatchObject({
      name: 'SemaphoreConnectionError',
      code: 'ERR_INVALID_CHAR',
    });
  });

  it('ends what is under way when it is closed', async () => {
    semaphore.answer = () => client.close();
    await expect(connect().getMetrics('t')).rejects.toMatchObject({ name: 'SemaphoreConnectionError' });
  });
});
