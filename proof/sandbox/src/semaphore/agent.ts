import type { AgentState, RegisterRequest } from '@agent-aws-stack/semaphore-api/agent';

/** An agent that the server knows; times are milliseconds since the epoch. */
export interface Agent {
  readonly name: string;
  /** Replaced when the agent repeats its registration. */
  token: string;
  readonly request: RegisterRequest;
  readonly registeredAt: number;
  /** What it reported last; nothing before its first sync. */
  state: AgentState | undefined;
  stateSince: number;
  lastSyncAt: number | undefined;
  /** The job that it mentioned last. */
  lastSyncJobId: string;
  interruptedAt: number | undefined;
  disabled: boolean;
  /** Assigned; a single-job agent keeps it after the job's end, until it disconnects. */
  jobId: string | undefined;
  /** Its name is held, see AgentType.releaseNameAfterMs. */
  disconnectedAt: number | undefined;
}

/** What the server shows of an agent. */
export interface AgentRecord {
  readonly name: string;
  readonly state: AgentState | undefined;
  readonly registeredAt: number;
  readonly lastSyncAt: number | undefined;
  readonly jobId: string | undefined;
  readonly hostname: string;
  readonly version: string;
}

/** After how long without a sync an agent is removed, in milliseconds. */
export interface ReleaseTimeouts {
  readonly neverSyncedMs: number;
  readonly idleMs: number;
  readonly busyMs: number;
  /** The server looks only so often. */
  readonly everyMs: number;
}

/** Source: the hub's pkg/workers/agentcleaner/worker.go. */
export const semaphoreReleaseTimeouts: ReleaseTimeouts = {
  neverSyncedMs: 60_000,
  idleMs: 3 * 60_000,
  busyMs: 15 * 60_000,
  everyMs: 60_000,
};

/** Whether the server gives up on an agent when it looks at `lookedAt`. */
export function isLost(
  agent: Pick<Agent, 'registeredAt' | 'lastSyncAt' | 'jobId'>,
  timeouts: ReleaseTimeouts,
  lookedAt: number,
): boolean {
  if (agent.lastSyncAt === undefined) return lookedAt - agent.registeredAt > timeouts.neverSyncedMs;
  return lookedAt - agent.lastSyncAt > (agent.jobId === undefined ? timeouts.idleMs : timeouts.busyMs);
}

export function toAgentRecord(agent: Agent): AgentRecord {
  const { name, state, registeredAt, lastSyncAt, jobId, request } = agent;
  return {
    name,
    state,
    registeredAt,
    lastSyncAt,
    jobId,
    hostname: request.hostname,
    version: request.version,
  };
}
