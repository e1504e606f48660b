import { randomBytes } from 'node:crypto';
import { type Agent, type ReleaseTimeouts, isAgentName, isLost } from './agent.ts';
import { agentNameTaken, agentQuotaReached, badAgentName, unknownJob, unknownToken } from './errors.ts';
import { JobQueue } from './job-queue.ts';
import type { Job } from './job.ts';
import type { RegisterRequest, SyncRequest } from '@agent-aws-stack/semaphore-api/agent';
import { type SyncAnswer, answerSync } from './sync.ts';

/**
 * One organization with one agent type: its agents and its jobs.
 * It keeps no timers: whoever asks says what time it is, and what is overdue is settled then.
 */
export class Organization {
  readonly jobs = new JobQueue();
  /** Most agents at once; absent = no limit. */
  agentQuota: number | undefined;
  readonly #agents = new Map<string, Agent>();
  readonly #timeouts: ReleaseTimeouts;

  constructor(timeouts: ReleaseTimeouts) {
    this.#timeouts = timeouts;
  }

  agents(now: number): readonly Agent[] {
    this.#forgetLostAgents(now);
    return [...this.#agents.values()];
  }

  /** Every registered agent counts, also one that has vanished and is not yet released. */
  countAgents(now: number): { readonly idle: number; readonly occupied: number } {
    const agents = this.agents(now);
    const occupied = agents.filter(({ jobId }) => jobId !== undefined).length;
    return { idle: agents.length - occupied, occupied };
  }

  /** Throws SemaphoreApiError 422 when the quota is reached, or the name is taken or not allowed. */
  register(request: RegisterRequest, now: number): Agent {
    const agents = this.agents(now);
    if (this.agentQuota !== undefined && agents.length >= this.agentQuota)
      throw agentQuotaReached(this.agentQuota);
    if (!isAgentName(request.name)) throw badAgentName(request.name);
    if (agents.some(({ name }) => name === request.name)) throw agentNameTaken(request.name);
    const agent: Agent = {
      name: request.name,
      token: randomBytes(24).toString('base64url'),
      request,
      registeredAt: now,
      state: 'waiting-for-jobs',
      lastSyncAt: undefined,
      idleSince: now,
      interruptedAt: undefined,
      disabled: false,
      jobId: undefined,
    };
    this.#agents.set(agent.token, agent);
    return agent;
  }

  /** Throws SemaphoreApiError 404 when no agent has this token (any more). */
  agentWithToken(token: string, now: number): Agent {
    this.#forgetLostAgents(now);
    const agent = this.#agents.get(token);
    if (agent === undefined) throw unknownToken();
    return agent;
  }

  sync(agent: Agent, request: SyncRequest, now: number): SyncAnswer {
    const jobId = request.job_id ?? '';
    agent.lastSyncAt = now;
    agent.state = request.state;
    if (request.interrupted_at) agent.interruptedAt ??= request.interrupted_at * 1000;
    if (request.state === 'finished-job' && agent.jobId !== undefined && agent.jobId === jobId) {
      this.jobs.finish(agent.jobId, request.job_result || 'failed', now);
      agent.jobId = undefined;
      agent.idleSince = now;
    }
    const answer = answerSync({
      state: request.state,
      jobId,
      singleJob: agent.request.single_job ?? false,
      idleTimeoutMs: (agent.request.idle_timeout ?? 0) * 1000,
      idleForMs: now - agent.idleSince,
      interruptedForMs: agent.interruptedAt === undefined ? undefined : now - agent.interruptedAt,
      gracePeriodMs: (agent.request.interruption_grace_period ?? 0) * 1000,
      disabled: agent.disabled,
      stopRequested: agent.jobId !== jobId || this.jobs.isStopRequested(jobId),
      // An answer that was lost on the way is given again.
      nextJobId: agent.jobId ?? this.jobs.next(),
    });
    if (answer.action === 'run-job') {
      this.jobs.assign(answer.jobId, agent.name, now);
      agent.jobId = answer.jobId;
    }
    return answer;
  }

  /** The job the agent was told to run. Throws SemaphoreApiError 404 for any other. */
  startJob(agent: Agent, jobId: string, now: number): Job {
    if (agent.jobId !== jobId) throw unknownJob(jobId);
    return this.jobs.start(jobId, now);
  }

  /** A busy agent that leaves loses its job. */
  disconnect(agent: Agent, now: number): void {
    if (agent.jobId !== undefined) this.jobs.lose(agent.jobId, now);
    this.#agents.delete(agent.token);
  }

  #forgetLostAgents(now: number): void {
    for (const agent of this.#agents.values()) {
      if (isLost(agent, this.#timeouts, now)) this.disconnect(agent, now);
    }
  }
}
