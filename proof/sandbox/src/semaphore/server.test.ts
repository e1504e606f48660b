import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { VirtualClock } from '@agent-aws-stack/aws-clients/testing';
import { AGENT_API_PATH } from '@agent-aws-stack/semaphore-api/agent';
import { type Reply, exchange } from '../http/exchange.ts';
import type { ServerTls } from '../http/listen.ts';
import { testCertificate } from '../testing/certificate.ts';
import type { MetricsFault } from './metrics-fault.ts';
import { type SemaphoreApi, startSemaphoreApi } from './server.ts';

const registration = {
  name: 'i-0123__abcdef',
  version: 'v2.2.16',
  pid: 7,
  os: 'linux',
  arch: 'x86_64',
  hostname: 'i-0123',
  single_job: true,
  idle_timeout: 300,
  interruption_grace_period: 0,
  job_id: '',
};

const waiting = { state: 'waiting-for-jobs' };

describe('the Semaphore API', () => {
  let tls: ServerTls;
  let clock: VirtualClock;
  let api: SemaphoreApi;

  beforeAll(async () => {
    tls = await testCertificate();
  });
  beforeEach(async () => {
    clock = new VirtualClock();
    api = await startSemaphoreApi({
      tls,
      registrationToken: 'type-token',
      syncAfterMs: 100,
      clock,
      maxLogBytes: 300,
    });
  });
  afterEach(() => api.close());

  const call = (method: string, path: string, authorization: string, body?: unknown, timeoutMs = 60_000) =>
    exchange({
      url: path.startsWith('https:') ? path : `https://${api.endpoint}${AGENT_API_PATH}${path}`,
      method,
      headers: { authorization },
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
      ca: tls.cert,
      timeoutMs,
    });
  const json = ({ body }: Reply) => JSON.parse(body) as Record<string, string>;
  const metrics = (timeoutMs?: number) => call('GET', '/metrics', 'Token type-token', undefined, timeoutMs);
  const register = async () =>
    `Token ${json(await call('POST', '/register', 'Token type-token', registration)).token}`;

  it('serves an agent from its registration to its end', async () => {
    const [jobId = ''] = api.enqueue(1, { durationMs: 1_500, commands: ['make'] });
    expect(json(await metrics())).toEqual({
      jobs: { queued: 1, running: 0 },
      agents: { idle: 0, occupied: 0 },
    });

    const registered = await call('POST', '/register', 'Token type-token', registration);
    expect(registered.status).toBe(201);
    expect(json(registered)).toEqual({ name: 'i-0123__abcdef', token: expect.any(String) });
    const token = `Token ${json(registered).token}`;

    const run = await call('POST', '/sync', token, { state: 'waiting-for-jobs' });
    expect(run.status).toBe(200);
    expect(json(run)).toEqual({
      action: 'run-job',
      job_id: jobId,
      shutdown_reason: '',
      next_sync_after: 100,
    });
    expect(json(await metrics())).toEqual({
      jobs: { queued: 0, running: 1 },
      agents: { idle: 0, occupied: 1 },
    });

    const fetched = await call('GET', `/jobs/${jobId}`, token);
    expect(fetched.status).toBe(200);
    const job = JSON.parse(fetched.body) as { commands: unknown; logger: { url: string; token: string } };
    expect(job.commands).toEqual([
      { directive: `echo "job ${jobId}"` },
      { directive: 'make' },
      { directive: 'sleep 1.5' },
    ]);
    const bearer = `Bearer ${job.logger.token}`;
    expect(
      (await call('POST', `${job.logger.url}?start_from=0`, bearer, '{"event":"job_started"}\n')).status,
    ).toBe(200);
    expect(api.jobLog(jobId)).toEqual(['{"event":"job_started"}']);

    const running = json(await call('POST', '/sync', token, { state: 'running-job', job_id: jobId }));
    expect(running).toMatchObject({ action: 'continue', next_sync_after: 200 });
    const end = { state: 'finished-job', job_id: jobId, job_result: 'passed', interrupted_at: 0 };
    expect(json(await call('POST', '/sync', token, end))).toMatchObject({
      action: 'shutdown',
      shutdown_reason: 'job-finished',
    });
    expect((await call('POST', '/disconnect', token)).status).toBe(200);
    expect(api.jobs()[0]).toMatchObject({ result: 'passed', agentName: 'i-0123__abcdef' });
    expect(json(await metrics())).toEqual({
      jobs: { queued: 0, running: 0 },
      agents: { idle: 0, occupied: 0 },
    });
    expect((await call('POST', '/sync', token, { state: 'waiting-for-jobs' })).status).toBe(404);
  });

  it('refreshes a log token that has expired, and ends a log that is full', async () => {
    const [jobId = ''] = api.enqueue(1, { durationMs: 0, result: 'failed' });
    const token = await register();
    expect((await call('POST', '/refresh', token)).status).toBe(422);
    await call('POST', '/sync', token, { state: 'waiting-for-jobs' });
    const job = JSON.parse((await call('GET', `/jobs/${jobId}`, token)).body) as {
      logger: { url: string; token: string };
      callbacks: { finished: string; token: string };
      commands: unknown[];
    };
    expect(job.commands).toContainEqual({ directive: 'false' });
    expect((await call('POST', job.callbacks.finished, `Bearer ${job.callbacks.token}`, '{}')).status).toBe(
      200,
    );
    expect((await call('POST', job.callbacks.finished, 'Bearer wrong', '{}')).status).toBe(401);
    const push = (bearer: string, from: number | string, body: string) =>
      call('POST', `${job.logger.url}?start_from=${from}`, `Bearer ${bearer}`, body).then(
        ({ status }) => status,
      );
    api.expireLogTokens();
    expect(await push(job.logger.token, 0, 'a\n')).toBe(401);
    const fresh = json(await call('POST', '/refresh', token)).token ?? '';
    expect(await push(fresh, 0, 'a\n')).toBe(200);
    expect(await push(fresh, '', 'a\n')).toBe(400);
    expect(await push(fresh, 'x', 'a\n')).toBe(400);
    expect(await push(fresh, 1, 'a\n'.repeat(2_001))).toBe(413);
    expect(await push(fresh, 1, `${'b'.repeat(300)}\n`)).toBe(200);
    expect(await push(fresh, 2, 'c\n')).toBe(422);
    expect(api.jobLog(jobId)).toEqual(['a', 'b'.repeat(300), expect.stringContaining('Log is trimmed')]);
  });

  it.each<[string, string, string, string, object | string | undefined, number]>([
    ['a malformed header', 'GET', '/metrics', 'type-token', undefined, 401],
    ['an unknown token', 'GET', '/metrics', 'Token other', undefined, 404],
    ['an agent type’s token where an agent’s is due', 'POST', '/sync', 'Token type-token', waiting, 404],
    ['a body that is not JSON', 'POST', '/register', 'Token type-token', '{', 422],
    ['a body that is not JSON, before it looks who asks', 'POST', '/sync', 'Token other', '{', 422],
    ['a field of another type', 'POST', '/register', 'Token type-token', { name: 'x', pid: '7' }, 422],
    ['a registration without a name', 'POST', '/register', 'Token type-token', {}, 400],
    ['a name with a blank', 'POST', '/register', 'Token type-token', { ...registration, name: 'a b' }, 400],
    ['a job for an agent of many', 'POST', '/register', 'Token type-token', { name: 'a', job_id: 'x' }, 400],
    [
      'a job that nobody knows',
      'POST',
      '/register',
      'Token type-token',
      { ...registration, job_id: 'x' },
      400,
    ],
    ['a log without a token', 'POST', '/../logs/x?start_from=0', '', 'a', 401],
    ['a path that is not there', 'GET', '/nothing', 'Token type-token', undefined, 404],
    ['another method', 'GET', '/register', 'Token type-token', undefined, 404],
  ])('refuses %s', async (_, method, path, authorization, body, status) => {
    expect((await call(method, path, authorization, body)).status).toBe(status);
  });

  it('says why it refuses in plain text', async () => {
    const { body, headers } = await call('POST', '/register', 'Token type-token', {
      ...registration,
      name: '',
    });
    expect(body).toMatch(/^the agent name '' is invalid: must follow the pattern/);
    expect(headers['content-type']).toMatch(/^text\/plain/);
  });

  it('has the other endpoints of the hub', async () => {
    const ids = api.enqueue(2, { durationMs: 1 });
    const get = async (path: string) => (await call('GET', path, 'Token type-token')).body;
    expect(JSON.parse(await get('/occupancy'))).toEqual({ queued: 2, running: 0 });
    expect(JSON.parse(await get('/jobs'))).toEqual({ jobs: [...ids].reverse().map((id) => ({ id })) });
    expect(await get(`https://${api.endpoint}/`)).toBe('OK\n');
    expect((await call('GET', '/jobs', 'Token other')).status).toBe(404);
  });

  it('asks for the next sync in the intervals of the hub', async () => {
    await api.close();
    api = await startSemaphoreApi({ tls, registrationToken: 'type-token', clock });
    const [jobId = ''] = api.enqueue(1, { durationMs: 1 });
    const token = await register();
    const next = async (body: object) =>
      Number(json(await call('POST', '/sync', token, body)).next_sync_after);
    for (const [body, from, to] of [
      [{ state: 'waiting-for-jobs' }, 4_000, 6_000],
      [{ state: 'starting-job', job_id: jobId }, 4_000, 6_000],
      [{ state: 'running-job', job_id: jobId }, 8_000, 12_000],
    ] as const) {
      const ms = await next(body);
      expect(ms).toBeGreaterThanOrEqual(from);
      expect(ms).toBeLessThanOrEqual(to);
    }
  });

  it('names agents by their session where the agent type says so', async () => {
    await api.close();
    const followed: string[] = [];
    api = await startSemaphoreApi({
      tls,
      registrationToken: 'type-token',
      clock,
      followIdentityUrl: (url) => {
        followed.push(url);
        const Arn = 'arn:aws:sts::123456789012:assumed-role/fleet-role/i-0abc';
        return Promise.resolve(
          JSON.stringify({
            GetCallerIdentityResponse: { GetCallerIdentityResult: { Account: '123456789012', Arn } },
          }),
        );
      },
    });
    const url = 'https://sts.amazonaws.com/?Action=GetCallerIdentity&X-Amz-Signature=0';
    const registerAs = (name: string) =>
      call('POST', '/register', 'Token type-token', { ...registration, name });
    expect(await registerAs(url)).toMatchObject({
      status: 400,
      body: expect.stringMatching(/not allowed to use URLs/),
    });
    const names = { from: 'aws-sts', account: '123456789012', rolePatterns: 'fleet-*' } as const;
    api.setAgentType({ names });
    expect(json(await registerAs(url)).name).toBe('i-0abc');
    expect(followed).toEqual([url]);
    expect((await registerAs('i-0abc__f00')).status).toBe(400);
  });

  it('refuses a body that is too large', async () => {
    const reply = await call('POST', '/register', 'Token type-token', 'x'.repeat(4 * 1024 * 1024 + 1)).catch(
      String,
    );
    // The server may close while the client still writes.
    if (typeof reply !== 'string') expect(reply.status).toBe(413);
    expect((await metrics()).status).toBe(200);
  });

  it('honours the quota and the rate limit', async () => {
    api.limitAgents(0);
    expect((await call('POST', '/register', 'Token type-token', registration)).status).toBe(422);
    await api.close();
    api = await startSemaphoreApi({
      tls,
      registrationToken: 'type-token',
      clock,
      rateLimit: { perSecond: 1, burst: 1 },
    });
    const token = await register();
    expect((await call('POST', '/disconnect', token)).status).toBe(429);
    await clock.advance(1_000);
    expect((await call('POST', '/disconnect', token)).status).toBe(200);
  });

  it('disables agents and stops jobs as a user does', async () => {
    const [jobId = ''] = api.enqueue(1, { durationMs: 1 });
    api.stopJob(jobId);
    expect(api.demand()).toEqual({ queued: 0, running: 0 });
    const token = await register();
    api.disableAgents();
    expect(json(await call('POST', '/sync', token, { state: 'waiting-for-jobs' }))).toMatchObject({
      action: 'shutdown',
      shutdown_reason: 'requested',
    });
    expect(api.agentRecords()).toMatchObject([{ name: 'i-0123__abcdef', state: 'waiting-for-jobs' }]);
    expect(api.agents()).toEqual({ idle: 1, occupied: 0 });
  });

  it('serves plain HTTP to an agent with no-https', async () => {
    const plain = await startSemaphoreApi({ tls: undefined, registrationToken: 't', clock });
    const [jobId = ''] = plain.enqueue(1, { durationMs: 0 });
    const at = (path: string) => `http://${plain.endpoint}${AGENT_API_PATH}${path}`;
    const post = (path: string, token: string, body: object) =>
      exchange({
        url: at(path),
        method: 'POST',
        headers: { authorization: `Token ${token}` },
        body: JSON.stringify(body),
      });
    const { token = '' } = json(await post('/register', 't', registration));
    await post('/sync', token, { state: 'waiting-for-jobs' });
    const job = await exchange({
      url: at(`/jobs/${jobId}`),
      method: 'GET',
      headers: { authorization: `Token ${token}` },
    });
    expect(job.body).toContain(`http://${plain.endpoint}/api/v1/logs/${jobId}`);
    await plain.close();
  });

  describe('a failing metrics endpoint', () => {
    it.each<[MetricsFault, number, string | RegExp]>([
      [{ kind: 'status', status: 503 }, 503, ''],
      [{ kind: 'html' }, 200, /<!doctype html>/],
      [{ kind: 'half-json' }, 200, /^\{"jobs":\{"queued":3,"runn$/],
      [{ kind: 'body', body: '{"jobs":-1}' }, 200, '{"jobs":-1}'],
      [{ kind: 'huge', bytes: 1_000_000 }, 200, /x{1000}/],
      [{ kind: 'slow', delayMs: 20 }, 200, /"agents"/],
    ])('answers with %j', async (fault, status, body) => {
      api.failMetrics(fault);
      const reply = await metrics();
      expect(reply.status).toBe(status);
      expect(reply.body).toMatch(body);
      api.failMetrics(undefined);
      expect(json(await metrics())).toHaveProperty('jobs');
      expect(api.pollTimes()).toHaveLength(2);
    });

    it('says when to come back', async () => {
      api.failMetrics({ kind: 'status', status: 429, retryAfterSeconds: 7 });
      expect((await metrics()).headers['retry-after']).toBe('7');
    });

    it.each<[MetricsFault]>([[{ kind: 'reset' }], [{ kind: 'hang' }], [{ kind: 'drip', everyMs: 5 }]])(
      'gives no whole answer with %j',
      async (fault) => {
        api.failMetrics(fault);
        await expect(metrics(100)).rejects.toThrow();
      },
    );

    it('fails every nth time', async () => {
      api.failMetrics({ kind: 'every-nth', n: 2, fault: { kind: 'status', status: 500 } });
      const statuses: number[] = [];
      for (let poll = 1; poll <= 4; poll++) statuses.push((await metrics()).status);
      expect(statuses).toEqual([200, 500, 200, 500]);
    });

    it('does not keep the server from closing', async () => {
      api.failMetrics({ kind: 'drip', everyMs: 5 });
      const pending = expect(metrics()).rejects.toThrow();
      while (api.pollTimes().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      await api.close();
      await pending;
      api = await startSemaphoreApi({ tls, registrationToken: 'type-token', clock });
    });
  });
});
