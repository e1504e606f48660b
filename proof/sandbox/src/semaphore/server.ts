import { type Clock, systemClock } from '../clock.ts';
import { type ServerTls, listen } from '../http/listen.ts';
import { type AgentRecord, semaphoreReleaseTimeouts, toAgentRecord } from './agent.ts';
import type { FollowIdentityUrl } from './agent-name.ts';
import type { AgentType } from './agent-type.ts';
import type { ApiContext } from './context.ts';
import { JobLogs } from './job-logs.ts';
import type { JobRecord, JobSpec } from './job.ts';
import { type MetricsFault, faultOfRequest } from './metrics-fault.ts';
import { Organization } from './organization.ts';
import { requestHandler } from './request-handler.ts';

interface Range {
  readonly from: number;
  readonly to: number;
}

/** The hub's range (defaultInterval in self_hosted_hub/pkg/agentsync/protocol.go of semaphoreio/semaphore). */
export const semaphoreSyncAfterMs: Range = { from: 4_000, to: 6_000 };

export interface SemaphoreApiOptions {
  readonly tls: ServerTls;
  readonly registrationToken: string;
  /**
   * The interval between an agent's syncs in milliseconds, or the range from which it is drawn; doubled while a job
   * runs.
   *
   * @default - Semaphore's
   */
  readonly syncAfterMs?: number | Range;
  /**
   * Sends the pre-signed URLs of registering agents to AWS STS.
   *
   * @default - always fails, so such registrations are refused
   */
  readonly followIdentityUrl?: FollowIdentityUrl;
  /** @default 16 MiB */
  readonly maxLogBytes?: number;
  /** @default - the system clock */
  readonly clock?: Pick<Clock, 'now'>;
}

export interface SemaphoreApi {
  /** `127.0.0.1:<port>`, the value for SEMAPHORE_ENDPOINT. */
  readonly endpoint: string;
  enqueue(count: number, job: JobSpec): readonly string[];
  /** Stops a job as a user does: a queued one ends at once, a running one at its agent's next sync. */
  stopJob(id: string): void;
  /** Changes the settings of the agent type as a user does. */
  setAgentType(settings: Partial<AgentType>): void;
  /** Disables all registered agents as a user does: they stop their jobs and shut down at their next syncs. */
  disableAgents(): void;
  /** Sets the maximum number of agents; undefined = no limit. */
  limitAgents(quota: number | undefined): void;
  /** Makes all log tokens expire, so that agents must request new ones. */
  expireLogTokens(): void;
  demand(): { readonly queued: number; readonly running: number };
  agents(): { readonly idle: number; readonly occupied: number };
  agentRecords(): readonly AgentRecord[];
  jobs(): readonly JobRecord[];
  /** The log lines of a job. Each is a JSON event, as its agent pushed it. */
  jobLog(id: string): readonly string[];
  /** Makes the metrics endpoint answer with this fault until the next call; undefined = no fault. */
  failMetrics(fault: MetricsFault | undefined): void;
  /** When each request for metrics arrived, including those answered with a fault; milliseconds since the epoch. */
  pollTimes(): readonly number[];
  close(): Promise<void>;
}

/** Serves Semaphore's API for self-hosted agents on 127.0.0.1. */
export async function startSemaphoreApi(options: SemaphoreApiOptions): Promise<SemaphoreApi> {
  const clock = options.clock ?? systemClock;
  const syncAfterMs = options.syncAfterMs ?? semaphoreSyncAfterMs;
  const { from, to } = typeof syncAfterMs === 'number' ? { from: syncAfterMs, to: syncAfterMs } : syncAfterMs;
  const organization = new Organization(semaphoreReleaseTimeouts);
  const logs = new JobLogs(options.maxLogBytes ?? 16 * 1024 * 1024);
  let metricsFault: MetricsFault | undefined;
  const pollTimes: number[] = [];

  const context: ApiContext = {
    organization,
    logs,
    registrationToken: options.registrationToken,
    baseUrl: () => `https://${endpoint}`,
    nextSyncAfterMs: () => from + Math.random() * (to - from),
    followIdentityUrl: options.followIdentityUrl ?? (() => Promise.reject(new Error('no route to AWS STS'))),
  };
  const handler = requestHandler({
    context,
    now: () => clock.now(),
    nextMetricsFault: () => faultOfRequest(metricsFault, pollTimes.push(clock.now())),
  });
  const server = await listen(handler, options.tls);
  const endpoint = `127.0.0.1:${server.port}`;

  return {
    endpoint,
    enqueue: (count, job) => Array.from({ length: count }, () => organization.jobs.enqueue(job, clock.now())),
    stopJob: (id) => organization.jobs.stop(id, clock.now()),
    setAgentType: (settings) => {
      organization.agentType = { ...organization.agentType, ...settings };
    },
    disableAgents: () => organization.agents(clock.now()).forEach((agent) => (agent.disabled = true)),
    limitAgents: (quota) => (organization.agentQuota = quota),
    expireLogTokens: () => logs.revokeTokens(),
    demand: () => organization.jobs.demand(),
    agents: () => organization.countAgents(clock.now()),
    agentRecords: () => organization.agents(clock.now()).map(toAgentRecord),
    jobs: () => organization.jobs.records(),
    jobLog: (id) => logs.find(id)?.lines ?? [],
    failMetrics: (fault) => (metricsFault = fault),
    pollTimes: () => pollTimes,
    close: () => server.close(),
  };
}
