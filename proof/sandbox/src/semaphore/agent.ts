import type { AgentState, RegisterRequest } from '@agent-aws-stack/semaphore-api/agent';

/** A registered agent. Times are milliseconds since the epoch. */
export interface Agent {
  readonly name: string;
  /** Replaced when the agent repeats its registration. */
  token: string;
  readonly request: RegisterRequest;
  readonly registeredAt: number;
  /** The state in its last sync; undefined before its first sync. */
  state: AgentState | undefined;
  stateSince: number;
  lastSyncAt: number | undefined;
  /** The job id in its last sync that named a job. */
  lastSyncJobId: string;
  interruptedAt: number | undefined;
  disabled: boolean;
  /** The job assigned to it. A single-job agent keeps it after the job has ended, until it disconnects. */
  jobId: string | undefined;
  /** Set only if the names of disconnected agents are held; see AgentType.releaseNameAfterMs. */
  disconnectedAt: number | undefined;
}

export function newAgent(name: string, token: string, request: RegisterRequest, now: number): Agent {
  return {
    name,
    token,
    request,
    registeredAt: now,
    state: undefined,
    stateSince: now,
    lastSyncAt: undefined,
    lastSyncJobId: '',
    interruptedAt: undefined,
    disabled: false,
    jobId: undefined,
    disconnectedAt: undefined,
  };
}

/** A snapshot of an agent, for users of SemaphoreApi. */
export type AgentRecord = Pick<Agent, 'name' | 'state' | 'registeredAt' | 'lastSyncAt' | 'jobId'>;

export function toAgentRecord({ name, state, registeredAt, lastSyncAt, jobId }: Agent): AgentRecord {
  return { name, state, registeredAt, lastSyncAt, jobId };
}

/** How long an agent may be silent before the server removes it, in milliseconds. */
export interface ReleaseTimeouts {
  readonly neverSyncedMs: number;
  readonly idleMs: number;
  readonly busyMs: number;
  /** The server checks at this interval. */
  readonly everyMs: number;
}

/** The hub's timeouts (self_hosted_hub/pkg/workers/agentcleaner/worker.go of semaphoreio/semaphore). */
export const semaphoreReleaseTimeouts: ReleaseTimeouts = {
  neverSyncedMs: 60_000,
  idleMs: 3 * 60_000,
  busyMs: 15 * 60_000,
  everyMs: 60_000,
};

/** Whether the server removes the agent in a check at `checkedAt`. */
export function isLost(
  agent: Pick<Agent, 'registeredAt' | 'lastSyncAt' | 'jobId'>,
  timeouts: ReleaseTimeouts,
  checkedAt: number,
): boolean {
  if (agent.lastSyncAt === undefined) return checkedAt - agent.registeredAt > timeouts.neverSyncedMs;
  return checkedAt - agent.lastSyncAt > (agent.jobId === undefined ? timeouts.idleMs : timeouts.busyMs);
}
