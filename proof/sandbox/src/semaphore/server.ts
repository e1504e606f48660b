import { type Clock, systemClock } from '../clock.ts';
import { type ServerTls, listen } from '../http/listen.ts';
import { type AgentRecord, type ReleaseTimeouts, semaphoreReleaseTimeouts, toAgentRecord } from './agent.ts';
import type { FollowIdentityUrl } from './agent-name.ts';
import type { AgentType } from './agent-type.ts';
import type { ApiContext } from './context.ts';
import { JobLogs } from './job-logs.ts';
import type { JobRecord, JobSpec } from './job.ts';
import { type MetricsFault, faultOfRequest } from './metrics-fault.ts';
import { Organization } from './organization.ts';
import { type RateLimit, rateLimiter } from './rate-limit.ts';
import { requestHandler } from './request-handler.ts';

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Source: defaultInterval in the hub's pkg/agentsync/protocol.go. */
export const semaphoreSyncAfterMs: Range = { from: 4_000, to: 6_000 };

export interface SemaphoreApiOptions {
  /** Absent: plain HTTP, for an agent with `no-https: true`. */
  readonly tls: ServerTls | undefined;
  readonly registrationToken: string;
  /** @default - a free port */
  readonly port?: number;
  /** Milliseconds to an agent's next sync, or the range it is drawn from; doubled while a job goes on. @default - as Semaphore does */
  readonly syncAfterMs?: number | Range;
  /** Where an agent type that takes names from AWS STS finds STS. @default - nowhere: every registration there is refused */
  readonly followIdentityUrl?: FollowIdentityUrl;
  /** When vanished agents are forgotten. @default - as Semaphore does */
  readonly releaseTimeouts?: ReleaseTimeouts;
  /** Limit on register and disconnect. @default - none */
  readonly rateLimit?: RateLimit;
  /** @default 16 MiB */
  readonly maxLogBytes?: number;
  /** @default - the machine's */
  readonly clock?: Pick<Clock, 'now'>;
}

export interface SemaphoreApi {
  /** `127.0.0.1:<port>`, what SEMAPHORE_ENDPOINT is set to. */
  readonly endpoint: string;
  enqueue(count: number, job: JobSpec): readonly string[];
  /** As a user stops a job: a queued one ends at once, a running one at its agent's next sync. */
  stopJob(id: string): void;
  /** As a user changes the agent type's settings. */
  setAgentType(settings: Partial<AgentType>): void;
  /** As a user disables all agents of the type: every agent registered now gets the action to shut down. */
  disableAgents(): void;
  /** Most agents at once; undefined = no limit. */
  limitAgents(quota: number | undefined): void;
  /** Expires all log tokens: agents have to ask for new ones. */
  expireLogTokens(): void;
  demand(): { readonly queued: number; readonly running: number };
  agents(): { readonly idle: number; readonly occupied: number };
  agentRecords(): readonly AgentRecord[];
  jobs(): readonly JobRecord[];
  /** The log lines of a job, JSON events as its agent pushed them. */
  jobLog(id: string): readonly string[];
  /** Makes the metrics endpoint fail until it is called with undefined. */
  failMetrics(fault: MetricsFault | undefined): void;
  /** When metrics were asked for, failed requests included; milliseconds since the epoch. */
  pollTimes(): readonly number[];
  close(): Promise<void>;
}

/** Starts Semaphore's self-hosted agent API on loopback. */
export async function startSemaphoreApi(options: SemaphoreApiOptions): Promise<SemaphoreApi> {
  const clock = options.clock ?? systemClock;
  const syncAfterMs = options.syncAfterMs ?? semaphoreSyncAfterMs;
  const { from, to } = typeof syncAfterMs === 'number' ? { from: syncAfterMs, to: syncAfterMs } : syncAfterMs;
  const organization = new Organization(options.releaseTimeouts ?? semaphoreReleaseTimeouts);
  const logs = new JobLogs(options.maxLogBytes ?? 16 * 1024 * 1024);
  let metricsFault: MetricsFault | undefined;
  const pollTimes: number[] = [];

  const context: ApiContext = {
    organization,
    logs,
    registrationToken: options.registrationToken,
    baseUrl: () => `${options.tls === undefined ? 'http' : 'https'}://${endpoint}`,
    nextSyncAfterMs: () => from + Math.random() * (to - from),
    isWithinRate: options.rateLimit === undefined ? () => true : rateLimiter(options.rateLimit),
    followIdentityUrl: options.followIdentityUrl ?? (() => Promise.reject(new Error('no route to AWS STS'))),
  };
  const handler = requestHandler({
    context,
    now: () => clock.now(),
    nextMetricsFault: () => faultOfRequest(metricsFault, pollTimes.push(clock.now())),
  });
  const server = await listen(handler, options.tls, options.port);
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
