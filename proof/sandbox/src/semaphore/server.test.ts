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

  const call = (method: string, path: string, authorization: string, body?: unknown) =>
    exchange({
      url: path.startsWith('https:') ? path : `https://${api.endpoint}${AGENT_API_PATH}${path}`,
      method,
      headers: { authorization },
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
      ca: tls.cert,
      timeoutMs: 60_000,
    });
  const json = ({ body }: Reply) => JSON.parse(body) as Record<string, string>;
  const metrics = () => call('GET', '/metrics', 'Token type-token');
  const register = async () =>
    `Token ${json(await call('POST', '/register', 'Token type-token', registration)).token}`;

  it('serves an agent from registration to disconnection', async () => {
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

  it('refreshes expired log tokens, and refuses lines for a full log', async () => {
    const [jobId = ''] = api.enqueue(1, { durationMs: 0, result: 'failed' });
    const token = await register();
    expect((await call('POST', '/refresh', token)).status).toBe(422);
    await call('POST', '/sync', token, { state: 'waiting-for-jobs' });
    const job = JSON.parse((await call('GET', `/jobs/${jobId}`, token)).body) as {
      logger: { url: string; token: string };
      commands: unknown[];
    };
    expect(job.commands).toContainEqual({ directive: 'false' });
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
    ["the agent type's token instead of the agent's", 'POST', '/sync', 'Token type-token', waiting, 404],
    ['a body that is not JSON', 'POST', '/register', 'Token type-token', '{', 422],
    ['a body that is not JSON, even with an unknown token', 'POST', '/sync', 'Token other', '{', 422],
    ['a field of the wrong type', 'POST', '/register', 'Token type-token', { name: 'x', pid: '7' }, 422],
    ['a registration without a name', 'POST', '/register', 'Token type-token', {}, 400],
    ['a name with a space', 'POST', '/register', 'Token type-token', { ...registration, name: 'a b' }, 400],

    ['log lines without a token', 'POST', '/../logs/x?start_from=0', '', 'a', 401],
    ['an unknown path', 'GET', '/nothing', 'Token type-token', undefined, 404],
    ['the wrong method', 'GET', '/register', 'Token type-token', undefined, 404],
  ])('refuses %s', async (_, method, path, authorization, body, status) => {
    expect((await call(method, path, authorization, body)).status).toBe(status);
  });

  it('explains a refusal in plain text', async () => {
    const { body, headers } = await call('POST', '/register', 'Token type-token', {
      ...registration,
      name: '',
    });
    expect(body).toMatch(/^the agent name '' is invalid: must follow the pattern/);
    expect(headers['content-type']).toMatch(/^text\/plain/);
  });

  it('lists the queued jobs, newest first', async () => {
    const ids = api.enqueue(2, { durationMs: 1 });
    const listed = await call('GET', '/jobs', 'Token type-token');
    expect(JSON.parse(listed.body)).toEqual({ jobs: [...ids].reverse().map((id) => ({ id })) });
    expect((await call('GET', '/jobs', 'Token other')).status).toBe(404);
  });

  it('lets agents sync at the intervals of the hub', async () => {
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

  it('names agents after their AWS session if the agent type takes its names from AWS STS', async () => {
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
    // The server may close the connection while the client is still writing; then there is no reply.
    if (typeof reply !== 'string') expect(reply.status).toBe(413);
    expect((await metrics()).status).toBe(200);
  });

  it('refuses registrations above the quota', async () => {
    api.limitAgents(0);
    expect((await call('POST', '/register', 'Token type-token', registration)).status).toBe(422);
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

  describe('a failing metrics endpoint', () => {
    it.each<[MetricsFault, number, string | RegExp]>([
      [{ kind: 'status', status: 503 }, 503, ''],
      [{ kind: 'html' }, 200, /<!doctype html>/],
      [{ kind: 'half-json' }, 200, /^\{"jobs":\{"queued":3,"runn$/],
    ])('answers with the fault %j until the fault ends', async (fault, status, body) => {
      api.failMetrics(fault);
      const reply = await metrics();
      expect(reply.status).toBe(status);
      expect(reply.body).toMatch(body);
      api.failMetrics(undefined);
      expect(json(await metrics())).toHaveProperty('jobs');
      expect(api.pollTimes()).toHaveLength(2);
    });

    it('fails every nth request', async () => {
      api.failMetrics({ kind: 'every-nth', n: 2, fault: { kind: 'status', status: 500 } });
      const statuses: number[] = [];
      for (let poll = 1; poll <= 4; poll++) statuses.push((await metrics()).status);
      expect(statuses).toEqual([200, 500, 200, 500]);
    });

    it('does not answer while it hangs, but the server can still close', async () => {
      api.failMetrics({ kind: 'hang' });
      const pending = expect(metrics()).rejects.toThrow();
      while (api.pollTimes().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      await api.close();
      await pending;
      api = await startSemaphoreApi({ tls, registrationToken: 'type-token', clock });
    });
  });
});
