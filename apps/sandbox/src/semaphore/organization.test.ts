import { beforeEach, describe, expect, it } from '@jest/globals';
import type { RegisterRequest } from '@agent-aws-stack/semaphore-api/agent';
import { semaphoreReleaseTimeouts } from './agent.ts';
import { Organization } from './organization.ts';

const minute = 60_000;
const agent = (name: string, more: Partial<RegisterRequest> = {}): RegisterRequest => ({
  name,
  version: 'v2.2.16',
  pid: 1,
  os: 'linux',
  arch: 'x86_64',
  hostname: 'h',
  single_job: true,
  ...more,
});
const waiting = { state: 'waiting-for-jobs' } as const;

describe('Organization', () => {
  let organization: Organization;
  beforeEach(() => {
    organization = new Organization(semaphoreReleaseTimeouts);
  });

  it('takes a job from the queue to its end', () => {
    const jobId = organization.jobs.enqueue({ durationMs: 1 }, 10);
    const a = organization.register(agent('agent-one'), 20);
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
    // The answer was lost and the agent says it again: nothing changes.
    expect(organization.sync(a, finished, 70)).toEqual({ action: 'shutdown', reason: 'job-finished' });
    expect(organization.jobs.records()[0]?.finishedAt).toBe(60);
  });

  it('runs jobs in the order in which they came, one an agent', () => {
    const [first, second] = [1, 2].map(() => organization.jobs.enqueue({ durationMs: 1 }, 0));
    const [a, b] = ['agent-a-', 'agent-b-'].map((name) => organization.register(agent(name), 0));
    expect(organization.sync(a!, waiting, 1)).toEqual({ action: 'run-job', jobId: first });
    expect(organization.sync(b!, waiting, 1)).toEqual({ action: 'run-job', jobId: second });
  });

  it('gives the same job again to an agent that did not hear the answer', () => {
    const jobId = organization.jobs.enqueue({ durationMs: 1 }, 0);
    organization.jobs.enqueue({ durationMs: 1 }, 0);
    const a = organization.register(agent('agent-one'), 0);
    organization.sync(a, waiting, 1);
    expect(organization.sync(a, waiting, 2)).toEqual({ action: 'run-job', jobId });
    expect(organization.jobs.records()[0]?.assignedAt).toBe(1);
  });

  it('refuses to hand a job to another agent than its own', () => {
    const jobId = organization.jobs.enqueue({ durationMs: 1 }, 0);
    const a = organization.register(agent('agent-one'), 0);
    expect(() => organization.startJob(a, jobId, 1)).toThrow(expect.objectContaining({ status: 404 }));
  });

  it.each([
    ['an agent that never synced, after 1 min', false, false, minute],
    ['an idle agent, after 3 min', true, false, 3 * minute],
    ['a busy agent, after 15 min', true, true, 15 * minute],
  ])('forgets %s', (_, syncs, busy, afterMs) => {
    if (busy) organization.jobs.enqueue({ durationMs: 1 }, 0);
    const a = organization.register(agent('agent-one'), 0);
    if (syncs) organization.sync(a, waiting, 0);
    expect(organization.agents(afterMs)).toHaveLength(1);
    expect(organization.agents(afterMs + 1)).toHaveLength(0);
    expect(() => organization.agentWithToken(a.token, afterMs + 1)).toThrow(
      expect.objectContaining({ status: 404 }),
    );
    if (busy) {
      expect(organization.jobs.records()[0]).toMatchObject({ result: 'failed', endedBy: 'lost-agent' });
    }
  });

  it('stops a running job at its agent’s next sync, and a queued one at once', () => {
    const [running, queued] = [1, 2].map(() => organization.jobs.enqueue({ durationMs: 1 }, 0));
    const a = organization.register(agent('agent-one'), 0);
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

  it('stops a job that is no longer its agent’s', () => {
    const a = organization.register(agent('agent-one'), 0);
    expect(organization.sync(a, { state: 'running-job', job_id: 'old' }, 1)).toEqual({
      action: 'stop-job',
      jobId: 'old',
    });
  });

  it('tells an idle agent to end after its own timeout, counted from its last job', () => {
    const jobId = organization.jobs.enqueue({ durationMs: 1 }, 0);
    const a = organization.register(agent('agent-one', { single_job: false, idle_timeout: 10 }), 0);
    organization.sync(a, waiting, 1_000);
    organization.sync(a, { state: 'finished-job', job_id: jobId, job_result: 'passed' }, 8_000);
    expect(organization.sync(a, waiting, 17_999)).toEqual({ action: 'continue' });
    expect(organization.sync(a, waiting, 18_000)).toEqual({ action: 'shutdown', reason: 'idle' });
  });

  it('counts the grace period from the interruption', () => {
    const jobId = organization.jobs.enqueue({ durationMs: 1 }, 0);
    const a = organization.register(agent('agent-one', { interruption_grace_period: 5 }), 0);
    organization.sync(a, waiting, 0);
    const interrupted = { state: 'running-job', job_id: jobId, interrupted_at: 100 } as const;
    expect(organization.sync(a, interrupted, 104_999)).toEqual({ action: 'continue' });
    expect(organization.sync(a, interrupted, 105_000)).toEqual({ action: 'stop-job', jobId });
  });

  it('fails the job of an agent that disconnects while it runs', () => {
    organization.jobs.enqueue({ durationMs: 1 }, 0);
    const a = organization.register(agent('agent-one'), 0);
    organization.sync(a, waiting, 1);
    organization.disconnect(a, 2);
    expect(organization.jobs.records()[0]).toMatchObject({
      result: 'failed',
      endedBy: 'lost-agent',
      finishedAt: 2,
    });
  });

  it.each([
    ['a name that is too short', 'short'],
    ['a name that is too long', 'x'.repeat(81)],
    ['a URL that is not of sts:GetCallerIdentity', `https://example.org/?${'x'.repeat(80)}`],
    ['a name that is taken', 'agent-one'],
  ])('refuses %s', (_, name) => {
    organization.register(agent('agent-one'), 0);
    expect(() => organization.register(agent(name), 0)).toThrow(expect.objectContaining({ status: 422 }));
  });

  it('takes a pre-signed address of sts:GetCallerIdentity for a name', () => {
    const name = `https://sts.amazonaws.com/?Action=GetCallerIdentity&X-Amz-Signature=${'0'.repeat(64)}`;
    expect(organization.register(agent(name), 0).name).toBe(name);
  });

  it('refuses agents above the quota until one is gone', () => {
    organization.agentQuota = 1;
    const a = organization.register(agent('agent-one'), 0);
    expect(() => organization.register(agent('agent-two'), 0)).toThrow('agents quota of 1 reached');
    organization.disconnect(a, 1);
    expect(organization.register(agent('agent-two'), 1).name).toBe('agent-two');
  });
});
