import type { RegisterRequest, SyncRequest } from '@agent-aws-stack/semaphore-api/agent';
import { type Random, systemRandom } from '../random.ts';
import { type Agent, type ReleaseTimeouts, isLost, newAgent } from './agent.ts';
import { type AgentType, defaultAgentType } from './agent-type.ts';
import { agentQuotaReached, cannotBeRegistered, unknownJob, unknownToken } from './errors.ts';
import { JobQueue } from './job-queue.ts';
import type { Job } from './job.ts';
import { type SyncAnswer, answerSync } from './sync.ts';

/**
 * How long an agent may repeat a registration to which it got no answer (CanAcceptRegistrationRetries in Semaphore's
 * self_hosted_hub).
 */
const REPEATABLE_FOR_MS = 5 * 60_000;

/**
 * A Semaphore organization with one agent type: its agents and its jobs.
 * It has no timers. Callers pass the current time, and these calls remove the agents that are lost by that time.
 */
export class Organization {
  readonly jobs: JobQueue;
  /** The maximum number of agents; undefined = no limit. */
  agentQuota: number | undefined;
  agentType: AgentType = defaultAgentType;
  readonly #agents = new Map<string, Agent>();
  readonly #timeouts: ReleaseTimeouts;
  readonly #random: Random;

  constructor(timeouts: ReleaseTimeouts, random = systemRandom) {
    this.#timeouts = timeouts;
    this.#random = random;
    this.jobs = new JobQueue(random);
  }

  /** All agents that the server counts, including silent ones and disconnected ones whose names are held. */
  agents(now: number): readonly Agent[] {
    this.#removeLostAgents(now);
    return [...this.#agents.values()];
  }

  countAgents(now: number): { readonly idle: number; readonly occupied: number } {
    const agents = this.agents(now);
    const occupied = agents.filter(({ jobId }) => jobId !== undefined).length;
    return { idle: agents.length - occupied, occupied };
  }

  /**
   * Registers an agent under a name that is already validated. An agent that has not synced yet may register again within
   * five minutes, and gets a new token. Throws SemaphoreApiError 422 when the quota is reached, 400 when the name is taken.
   */
  register(name: string, request: RegisterRequest, now: number): Agent {
    const agents = this.agents(now);
    const registered = agents.filter(({ disconnectedAt }) => disconnectedAt === undefined);
    if (this.agentQuota !== undefined && registered.length >= this.agentQuota) throw agentQuotaReached();
    const token = this.#random.hex(24);
    const known = agents.find((agent) => agent.name === name);
    if (known !== undefined) return this.#repeatRegistration(known, token, now);
    const agent = newAgent(name, token, request, now);
    this.#agents.set(token, agent);
    return agent;
  }

  /** Throws SemaphoreApiError 404 if no agent has this token, for example because the agent was removed. */
  agentWithToken(token: string, now: number): Agent {
    this.#removeLostAgents(now);
    const agent = this.#agents.get(token);
    if (agent === undefined) throw unknownToken();
    return agent;
  }

  sync(agent: Agent, request: SyncRequest, now: number): SyncAnswer {
    agent.lastSyncAt = now;
    if (agent.state !== request.state) agent.stateSince = now;
    agent.state = request.state;
    agent.lastSyncJobId = request.job_id || agent.lastSyncJobId;
    if (request.interrupted_at) agent.interruptedAt = request.interrupted_at * 1000;
    if (this.#isAboveQuota()) agent.disabled = true;
    if (request.state === 'finished-job') this.#finishJob(agent, request, now);
    const answer = answerSync({
      state: request.state,
      jobId: agent.jobId ?? '',
      singleJob: agent.request.single_job,
      idleTimeoutMs: agent.request.idle_timeout * 1000,
      idleForMs: now - agent.stateSince,
      interruptedForMs: agent.interruptedAt === undefined ? undefined : now - agent.interruptedAt,
      gracePeriodMs: agent.request.interruption_grace_period * 1000,
      disabled: agent.disabled,
      stopRequested: agent.jobId !== undefined && this.jobs.isStopRequested(agent.jobId),
      nextJobId: this.#nextJob(agent),
    });
    if (answer.action === 'run-job') {
      this.jobs.assign(answer.jobId, agent.name, now);
      agent.jobId = answer.jobId;
    }
    return answer;
  }

  /** Returns the job assigned to the agent. Throws SemaphoreApiError 404 for any other job. */
  startJob(agent: Agent, jobId: string, now: number): Job {
    if (agent.jobId !== jobId) throw unknownJob();
    return this.jobs.start(jobId, now);
  }

  /** If a busy agent disconnects, its job does not change and still counts as running. */
  disconnect(agent: Agent, now: number): void {
    if (this.agentType.releaseNameAfterMs === 0) this.#agents.delete(agent.token);
    else agent.disconnectedAt = now;
  }

  #repeatRegistration(agent: Agent, token: string, now: number): Agent {
    if (agent.lastSyncAt !== undefined || now - agent.registeredAt > REPEATABLE_FOR_MS)
      throw cannotBeRegistered();
    this.#agents.delete(agent.token);
    agent.token = token;
    this.#agents.set(token, agent);
    return agent;
  }

  /** A job that was assigned but is not in the agent's last sync is assigned again, because the answer got lost. */
  #nextJob({ jobId, lastSyncJobId }: Agent): string | undefined {
    return jobId !== undefined && jobId !== lastSyncJobId ? jobId : this.jobs.next();
  }

  /** An agent that gets no further jobs keeps the finished job, and counts as occupied until it disconnects. */
  #finishJob(agent: Agent, { job_id: jobId = '', job_result: result }: SyncRequest, now: number): void {
    if (result) this.jobs.finish(jobId, result, now);
    const getsFurtherJobs = !agent.request.single_job && agent.interruptedAt === undefined;
    if (getsFurtherJobs && agent.jobId === jobId) agent.jobId = undefined;
  }

  #isAboveQuota(): boolean {
    if (this.agentQuota === undefined) return false;
    const counted = [...this.#agents.values()].filter(
      ({ disabled, disconnectedAt }) => !disabled && disconnectedAt === undefined,
    );
    return counted.length > this.agentQuota;
  }

  #removeLostAgents(now: number): void {
    const { everyMs } = this.#timeouts;
    const checkedAt = Math.floor(now / everyMs) * everyMs;
    for (const agent of this.#agents.values()) {
      const { disconnectedAt } = agent;
      const isNameReleased =
        disconnectedAt !== undefined && checkedAt - disconnectedAt > this.agentType.releaseNameAfterMs;
      if (!isNameReleased && !isLost(agent, this.#timeouts, checkedAt)) continue;
      if (agent.jobId !== undefined) this.jobs.lose(agent.jobId, now);
      this.#agents.delete(agent.token);
    }
  }
}
