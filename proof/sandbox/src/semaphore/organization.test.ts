import { beforeEach, describe, expect, it } from '@jest/globals';
import type { RegisterRequest } from '@agent-aws-stack/semaphore-api/agent';
import { semaphoreReleaseTimeouts } from './agent.ts';
import { Organization } from './organization.ts';

const minute = 60_000;
const registration = (more: Partial<RegisterRequest> = {}): RegisterRequest => ({
  name: '',
  version: 'v2.2.16',
  pid: 1,
  os: 'linux',
  arch: 'x86_64',
  hostname: 'h',
  single_job: true,
  idle_timeout: 0,
  interruption_grace_period: 0,
  job_id: '',
  ...more,
});
const waiting = { state: 'waiting-for-jobs' } as const;

describe('Organization', () => {
  let organization: Organization;
  beforeEach(() => {
    organization = new Organization(semaphoreReleaseTimeouts);
  });

  it('assigns a queued job to an agent, and stores its result', () => {
    const jobId = organization.jobs.enqueue({ durationMs: 1 }, 10);
    const a = organization.register('agent-one', registration(), 20);
    expect(organization.jobs.demand()).toEqual({ queued: 1, running: 0 });
    expect(organization.sync(a, waiting, 30)).toEqual({ action: 'run-job', jobId });
    expect(organization.jobs.demand()).toEqual({ queued: 0, running: 1 });
    expect(organization.countAgents(30)).toEqual({ idle: 0, occupied: 1 });
    organization.startJob(a, jobId, 40);
    expect(organization.sync(a, { state: 'running-job', job_id: jobId }, 50)).toEqual({ action: 'continue' });
    const finished = { state: 'finished-job', job_id: jobId, job_result: 'passed' } as const;
    expect(organization.sync(a, finished, 60)).toEqual({ action: 'shutdown', reason: 'job-finished' });
    expect(organization.jobs.records()).toEqual([
      {
        id: jobId,
        queuedAt: 10,
        assignedAt: 30,
        startedAt: 40,
        finishedAt: 60,
        result: 'passed',
        agentName: 'agent-one',
      },
    ]);
    // The agent repeats the sync because the answer was lost. Nothing changes.
    expect(organization.sync(a, finished, 70)).toEqual({ action: 'shutdown', reason: 'job-finished' });
    expect(organization.jobs.records()[0]?.finishedAt).toBe(60);
  });

  it('runs jobs in order of arrival, one on each agent', () => {
    const [first, second] = [1, 2].map(() => organization.jobs.enqueue({ durationMs: 1 }, 0));
    const [a, b] = ['agent-a-', 'agent-b-'].map((name) => organization.register(name, registration(), 0));
    expect(organization.sync(a!, waiting, 1)).toEqual({ action: 'run-job', jobId: first });
    expect(organization.sync(b!, waiting, 1)).toEqual({ action: 'run-job', jobId: second });
  });

  it('holds the jobs above the quota of parallel jobs, and counts them as queued', () => {
    const [first, second] = [1, 2].map(() => organization.jobs.enqueue({ durationMs: 1 }, 0));
    const [a, b] = ['agent-a-', 'agent-b-'].map((name) => organization.register(name, registration(), 0));
    organization.jobs.quota = 1;
    expect(organization.sync(a!, waiting, 1)).toEqual({ action: 'run-job', jobId: first });
    expect(organization.sync(b!, waiting, 1)).toEqual({ action: 'continue' });
    expect(organization.jobs.demand()).toEqual({ queued: 1, running: 1 });
    expect(organization.countAgents(1)).toEqual({ idle: 1, occupied: 1 });
    organization.sync(a!, { state: 'finished-job', job_id: first!, job_result: 'passed' }, 2);
    expect(organization.sync(b!, waiting, 3)).toEqual({ action: 'run-job', jobId: second });
  });

  it('assigns the same job again to an agent that did not receive the answer', () => {
    const jobId = organization.jobs.enqueue({ durationMs: 1 }, 0);
    organization.jobs.enqueue({ durationMs: 1 }, 0);
    const a = organization.register('agent-one', registration(), 0);
    organization.sync(a, waiting, 1);
    expect(organization.sync(a, waiting, 2)).toEqual({ action: 'run-job', jobId });
    expect(organization.jobs.records()[0]?.assignedAt).toBe(1);
  });

  it('gives a job only to the agent to which it is assigned', () => {
    const jobId = organization.jobs.enqueue({ durationMs: 1 }, 0);
    const a = organization.register('agent-one', registration(), 0);
    expect(() => organization.startJob(a, jobId, 1)).toThrow(expect.objectContaining({ status: 404 }));
  });

  it.each([
    ['an agent that has been silent for 1 min since its registration', false, false, minute],
    ['an idle agent that has been silent for 3 min', true, false, 3 * minute],
    ['a busy agent that has been silent for 15 min', true, true, 15 * minute],
  ])('removes %s, at the next full minute', (_, syncs, busy, silentMs) => {
    if (busy) organization.jobs.enqueue({ durationMs: 1 }, 0);
    const a = organization.register('agent-one', registration(), 1);
    if (syncs) organization.sync(a, waiting, 1);
    const nextCheck = silentMs + minute;
    expect(organization.agents(nextCheck - 1)).toHaveLength(1);
    expect(organization.agents(nextCheck)).toHaveLength(0);
    expect(() => organization.agentWithToken(a.token, nextCheck)).toThrow(
      expect.objectContaining({ status: 404 }),
    );
    if (busy) {
      expect(organization.jobs.records()[0]).toMatchObject({ result: 'failed', endedBy: 'lost-agent' });
    }
  });

  it('stops a running job at its agent’s next sync, and a queued one at once', () => {
    const [running, queued] = [1, 2].map(() => organization.jobs.enqueue({ durationMs: 1 }, 0));
    const a = organization.register('agent-one', registration(), 0);
    organization.sync(a, waiting, 1);
    organization.jobs.stop(running!, 2);
    organization.jobs.stop(queued!, 2);
    organization.jobs.stop('unknown', 2);
    expect(organization.jobs.records()[1]).toMatchObject({
      result: 'stopped',
      endedBy: 'user',
      finishedAt: 2,
    });
    const state = { state: 'running-job', job_id: running! } as const;
    expect(organization.sync(a, state, 3)).toEqual({ action: 'stop-job', jobId: running });
  });

  it('shuts down an idle agent after its idle timeout, counted from its first sync without a job', () => {
    const jobId = organization.jobs.enqueue({ durationMs: 1 }, 0);
    const a = organization.register('agent-one', registration({ single_job: false, idle_timeout: 10 }), 0);
    organization.sync(a, waiting, 1_000);
    organization.sync(a, { state: 'finished-job', job_id: jobId, job_result: 'passed' }, 8_000);
    expect(organization.sync(a, waiting, 9_000)).toEqual({ action: 'continue' });
    expect(organization.sync(a, waiting, 18_999)).toEqual({ action: 'continue' });
    expect(organization.sync(a, waiting, 19_000)).toEqual({ action: 'shutdown', reason: 'idle' });
  });

  it('counts the grace period from the time of the interruption', () => {
    const jobId = organization.jobs.enqueue({ durationMs: 1 }, 0);
    const a = organization.register('agent-one', registration({ interruption_grace_period: 5 }), 0);
    organization.sync(a, waiting, 0);
    const interrupted = { state: 'running-job', job_id: jobId, interrupted_at: 100 } as const;
    expect(organization.sync(a, interrupted, 104_999)).toEqual({ action: 'continue' });
    expect(organization.sync(a, interrupted, 105_000)).toEqual({ action: 'stop-job', jobId });
  });

  it('does not fail the job of an agent that disconnects while the job runs', () => {
    organization.jobs.enqueue({ durationMs: 1 }, 0);
    const a = organization.register('agent-one', registration(), 0);
    organization.sync(a, waiting, 1);
    organization.disconnect(a, 2);
    expect(organization.jobs.records()[0]).not.toHaveProperty('result');
    expect(organization.jobs.demand()).toEqual({ queued: 0, running: 1 });
    expect(organization.countAgents(60 * minute)).toEqual({ idle: 0, occupied: 0 });
  });

  it.each([
    ['a single-job agent as occupied', { single_job: true }, 0, { idle: 0, occupied: 1 }],
    ['an agent that runs many jobs as idle', { single_job: false }, 0, { idle: 1, occupied: 0 }],
    ['an interrupted agent as occupied', { single_job: false }, 1, { idle: 0, occupied: 1 }],
  ])('counts %s after its job, until it disconnects', (_, more, interruptedAt, counts) => {
    const jobId = organization.jobs.enqueue({ durationMs: 1 }, 0);
    const a = organization.register('agent-one', registration(more), 0);
    organization.sync(a, waiting, 1);
    const finished = { state: 'finished-job', job_id: jobId, job_result: 'passed' } as const;
    organization.sync(a, { ...finished, interrupted_at: interruptedAt }, 2);
    expect(organization.countAgents(3)).toEqual(counts);
    organization.disconnect(a, 4);
    expect(organization.countAgents(5)).toEqual({ idle: 0, occupied: 0 });
  });

  describe('an agent that registers again under its name', () => {
    it('gets a new token if it has not synced yet, and its first token becomes invalid', () => {
      const first = organization.register('agent-one', registration(), 0).token;
      const again = organization.register('agent-one', registration(), 1_000);
      expect(again.token).not.toBe(first);
      expect(organization.agentWithToken(again.token, 1_000)).toBe(again);
      expect(() => organization.agentWithToken(first, 1_000)).toThrow(
        expect.objectContaining({ status: 404 }),
      );
      expect(organization.agents(1_000)).toHaveLength(1);
    });

    it('is refused once it has synced', () => {
      organization.sync(organization.register('agent-one', registration(), 0), waiting, 1);
      expect(() => organization.register('agent-one', registration(), 2)).toThrow(
        expect.objectContaining({ status: 400 }),
      );
    });

    it('is refused after five minutes', () => {
      organization = new Organization({ ...semaphoreReleaseTimeouts, neverSyncedMs: 60 * minute });
      organization.register('agent-one', registration(), 0);
      expect(() => organization.register('agent-one', registration(), 5 * minute + 1)).toThrow(
        "agent can't be registered",
      );
    });

    it('is refused from its disconnection until its name is released, and counts as idle meanwhile', () => {
      organization.agentType = { names: { from: 'agent' }, releaseNameAfterMs: 2 * minute };
      const a = organization.register('agent-one', registration(), 0);
      organization.sync(a, waiting, 1);
      organization.disconnect(a, 2);
      expect(organization.countAgents(2 * minute)).toEqual({ idle: 1, occupied: 0 });
      expect(() => organization.register('agent-one', registration(), 2 * minute)).toThrow(
        expect.objectContaining({ status: 400 }),
      );
      expect(organization.register('agent-one', registration(), 3 * minute).name).toBe('agent-one');
    });
  });

  it('refuses agents above the quota until one disconnects', () => {
    organization.agentQuota = 1;
    const a = organization.register('agent-one', registration(), 0);
    expect(() => organization.register('agent-two', registration(), 0)).toThrow(
      expect.objectContaining({ status: 422 }),
    );
    organization.disconnect(a, 1);
    expect(organization.register('agent-two', registration(), 1).name).toBe('agent-two');
  });

  it('disables the excess agents when the quota is lowered', () => {
    const [a, b] = ['agent-one', 'agent-two'].map((name) => organization.register(name, registration(), 0));
    organization.agentQuota = 1;
    expect(organization.sync(a!, waiting, 1)).toEqual({ action: 'shutdown', reason: 'requested' });
    expect(organization.sync(b!, waiting, 1)).toEqual({ action: 'continue' });
  });

  it('lists the newest 500 queued jobs', () => {
    const ids = Array.from({ length: 501 }, (_, at) => organization.jobs.enqueue({ durationMs: 1 }, at));
    expect(organization.jobs.queued()).toEqual(ids.slice(1).reverse());
  });
});
