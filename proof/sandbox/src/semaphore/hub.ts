import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import type { Secret } from '../secrets/secret.ts';
import { type AgentRecord, semaphoreReleaseTimeouts, toAgentRecord } from './agent.ts';
import type { FollowIdentityUrl } from './agent-name.ts';
import type { AgentType } from './agent-type.ts';
import { type HubRequest, answerRequest } from './answer-request.ts';
import type { ApiContext, ApiReply } from './context.ts';
import { JobLogs } from './job-logs.ts';
import type { JobRecord, JobSpec } from './job.ts';
import { type MetricsFault, faultOfRequest, faultyReply } from './metrics-fault.ts';
import { Organization } from './organization.ts';
import { metricsPath } from './routes.ts';

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The hub's range of intervals between syncs (defaultInterval in self_hosted_hub/pkg/agentsync/protocol.go of semaphoreio/semaphore). */
export const semaphoreSyncAfterMs: Range = { from: 4_000, to: 6_000 };

export interface HubOptions {
  readonly registrationToken: string;
  /**
   * The interval between an agent's syncs in milliseconds, or the range from which it is drawn; doubled while a job
   * runs.
   *
   * @default - the hub's range
   */
  readonly syncAfterMs?: number | Range | undefined;
  /**
   * Sends the pre-signed URLs of registering agents to AWS STS.
   *
   * @default - always fails, so such registrations are refused
   */
  readonly followIdentityUrl?: FollowIdentityUrl | undefined;
  /** @default 16 MiB */
  readonly maxLogBytes?: number | undefined;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Random;
  /** The URL to which agents push their logs, without a path. */
  readonly baseUrl: () => string;
}

/** A stand-in for Semaphore: it holds one organization, answers the agents and the scaler, and does what a user can ask of Semaphore. It has no timers and no sockets. */
export interface SemaphoreHub {
  /** Answers a request of an agent or of the scaler. Resolves with undefined if the request never gets a reply. */
  answer(request: HubRequest): Promise<ApiReply | undefined>;
  enqueue(count: number, job: JobSpec): readonly string[];
  /** Stops a job as a user does: a queued one ends at once, a running one at its agent's next sync. */
  stopJob(id: string): void;
  /** Changes the settings of the agent type as a user does. */
  setAgentType(settings: Partial<AgentType>): void;
  /**
   * Replaces the registration token as a user does. The hub refuses the old one at once; agents keep their own tokens
   * (ResetToken in self_hosted_hub/pkg/internalapi/self_hosted_service.go of semaphoreio/semaphore).
   */
  resetToken(token: string): void;
  /** Disables all registered agents as a user does: they stop their jobs and shut down at their next syncs. */
  disableAgents(): void;
  /** Sets the maximum number of agents; undefined = no limit. */
  limitAgents(quota: number | undefined): void;
  /** Sets the organization's quota of parallel jobs; undefined = no limit. */
  limitJobs(quota: number | undefined): void;
  /** Makes all log tokens expire, so that agents must request new ones. */
  expireLogTokens(): void;
  demand(): { readonly queued: number; readonly running: number };
  agents(): { readonly idle: number; readonly occupied: number };
  agentRecords(): readonly AgentRecord[];
  jobs(): readonly JobRecord[];
  /** The jobs that are queued or running, oldest first. */
  unfinishedJobs(): readonly JobRecord[];
  /** The log lines of a job. Each is a JSON event, as its agent pushed it. */
  jobLog(id: string): readonly string[];
  /** The tokens that agents have got, and the signatures of the URLs that they have sent. */
  secrets(): readonly Secret[];
  /** Makes the metrics endpoint answer with this fault until failMetrics is called again; undefined = no fault. */
  failMetrics(fault: MetricsFault | undefined): void;
  /** When each request for metrics arrived, including requests that were answered with a fault; milliseconds since the epoch. */
  pollTimes(): readonly number[];
}

export function semaphoreHub(options: HubOptions): SemaphoreHub {
  const { clock, random, syncAfterMs = semaphoreSyncAfterMs } = options;
  const { from, to } = typeof syncAfterMs === 'number' ? { from: syncAfterMs, to: syncAfterMs } : syncAfterMs;
  const organization = new Organization(semaphoreReleaseTimeouts, random);
  const logs = new JobLogs(options.maxLogBytes ?? 16 * 1024 * 1024, random);
  let { registrationToken } = options;
  let metricsFault: MetricsFault | undefined;
  const pollTimes: number[] = [];

  const context: ApiContext = {
    organization,
    logs,
    registrationToken: () => registrationToken,
    secrets: [],
    baseUrl: options.baseUrl,
    nextSyncAfterMs: () => from + random.fraction() * (to - from),
    followIdentityUrl: options.followIdentityUrl ?? (() => Promise.reject(new Error('no route to AWS STS'))),
  };

  return {
    async answer(request) {
      const isPoll = request.url.pathname === metricsPath;
      const fault = isPoll ? faultOfRequest(metricsFault, pollTimes.push(clock.now())) : undefined;
      return fault === undefined ? answerRequest(context, request, clock.now()) : faultyReply(fault);
    },
    enqueue: (count, job) => Array.from({ length: count }, () => organization.jobs.enqueue(job, clock.now())),
    stopJob: (id) => organization.jobs.stop(id, clock.now()),
    setAgentType: (settings) => {
      organization.agentType = { ...organization.agentType, ...settings };
    },
    resetToken: (token) => (registrationToken = token),
    disableAgents: () => organization.agents(clock.now()).forEach((agent) => (agent.disabled = true)),
    limitAgents: (quota) => (organization.agentQuota = quota),
    limitJobs: (quota) => (organization.jobs.quota = quota),
    expireLogTokens: () => logs.revokeTokens(),
    demand: () => organization.jobs.demand(),
    agents: () => organization.countAgents(clock.now()),
    agentRecords: () => organization.agents(clock.now()).map(toAgentRecord),
    jobs: () => organization.jobs.records(),
    unfinishedJobs: () => organization.jobs.unfinished(),
    jobLog: (id) => logs.find(id)?.lines ?? [],
    secrets: () => context.secrets,
    failMetrics: (fault) => (metricsFault = fault),
    pollTimes: () => pollTimes,
  };
}
