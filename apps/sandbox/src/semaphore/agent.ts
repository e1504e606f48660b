import type { AgentState, RegisterRequest } from '@agent-aws-stack/semaphore-api/agent';

/** An agent in the server's books; times are milliseconds since the epoch. */
export interface Agent {
  readonly name: string;
  readonly token: string;
  readonly request: RegisterRequest;
  readonly registeredAt: number;
  state: AgentState;
  lastSyncAt: number | undefined;
  idleSince: number;
  interruptedAt: number | undefined;
  disabled: boolean;
  jobId: string | undefined;
}

/** What the server shows of an agent. */
export interface AgentRecord {
  readonly name: string;
  readonly state: AgentState;
  readonly registeredAt: number;
  readonly lastSyncAt: number | undefined;
  readonly jobId: string | undefined;
  readonly hostname: string;
  readonly version: string;
}

/** After how long without a word an agent is forgotten, in milliseconds. */
export interface ReleaseTimeouts {
  readonly neverSyncedMs: number;
  readonly idleMs: number;
  readonly busyMs: number;
}

export const semaphoreReleaseTimeouts: ReleaseTimeouts = {
  neverSyncedMs: 60_000,
  idleMs: 3 * 60_000,
  busyMs: 15 * 60_000,
};

/** A plain name, or the pre-signed address of sts:GetCallerIdentity. */
export function isAgentName(name: string): boolean {
  return (name.length >= 8 && name.length <= 80) || /^https:\/\/\S+[?&]Action=GetCallerIdentity&/.test(name);
}

/** Whether the server has given up on an agent. */
export function isLost(
  agent: Pick<Agent, 'registeredAt' | 'lastSyncAt' | 'jobId'>,
  timeouts: ReleaseTimeouts,
  now: number,
): boolean {
  if (agent.lastSyncAt === undefined) return now - agent.registeredAt > timeouts.neverSyncedMs;
  return now - agent.lastSyncAt > (agent.jobId === undefined ? timeouts.idleMs : timeouts.busyMs);
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
