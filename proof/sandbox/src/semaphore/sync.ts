import type { AgentState, ShutdownReason } from '@agent-aws-stack/semaphore-api/agent';

/** The server's answer to a sync: what the agent does next. */
export type SyncAnswer =
  | { readonly action: 'continue' | 'wait-for-jobs' }
  | { readonly action: 'run-job' | 'stop-job'; readonly jobId: string }
  | { readonly action: 'shutdown'; readonly reason: ShutdownReason };

/** The state of an agent when it syncs. */
export interface SyncInput {
  readonly state: AgentState;
  /** The job assigned to the agent; empty if there is none. */
  readonly jobId: string;
  /** The agent shuts down after one job. */
  readonly singleJob: boolean;
  /** 0 = the agent never shuts down for being idle. */
  readonly idleTimeoutMs: number;
  /** How long the agent has been in this state. */
  readonly idleForMs: number;
  /** How long ago the agent was interrupted; undefined if it was not. */
  readonly interruptedForMs: number | undefined;
  /** How long a running job may continue after an interruption. */
  readonly gracePeriodMs: number;
  /** A user disabled the agent or its whole type, or the agent is above the quota. */
  readonly disabled: boolean;
  /** A user stopped the job. */
  readonly stopRequested: boolean;
  /** The job to run: the one already assigned to the agent, or the next in the queue. */
  readonly nextJobId: string | undefined;
}

/** Decides what an agent does next (answer in self_hosted_hub/pkg/agentsync/protocol.go). */
export function answerSync(input: SyncInput): SyncAnswer {
  switch (input.state) {
    case 'waiting-for-jobs':
      return answerWaiting(input);
    case 'running-job':
      return mustStop(input) ? { action: 'stop-job', jobId: input.jobId } : { action: 'continue' };
    case 'starting-job':
    case 'stopping-job':
      // A stop or shutdown waits for the agent's next state: agent 2.4.0 panics on stop-job if it has no job to stop.
      return { action: 'continue' };
    case 'finished-job':
      return answerFinished(input);
  }
}

/** The factor by which the usual interval until the next sync is multiplied. */
export function syncIntervalFactor(state: AgentState, answer: SyncAnswer): 1 | 2 {
  return state === 'running-job' && answer.action === 'continue' ? 2 : 1;
}

function answerWaiting({
  disabled,
  interruptedForMs,
  nextJobId,
  idleTimeoutMs,
  idleForMs,
}: SyncInput): SyncAnswer {
  // An agent that is shutting down gets no job, because the job would be lost.
  if (disabled) return { action: 'shutdown', reason: 'requested' };
  if (interruptedForMs !== undefined) return { action: 'shutdown', reason: 'interrupted' };
  if (nextJobId !== undefined) return { action: 'run-job', jobId: nextJobId };
  if (idleTimeoutMs > 0 && idleForMs >= idleTimeoutMs) return { action: 'shutdown', reason: 'idle' };
  return { action: 'continue' };
}

function mustStop({ stopRequested, disabled, interruptedForMs, gracePeriodMs }: SyncInput): boolean {
  return stopRequested || disabled || (interruptedForMs !== undefined && interruptedForMs >= gracePeriodMs);
}

function answerFinished({ disabled, singleJob, interruptedForMs }: SyncInput): SyncAnswer {
  if (disabled) return { action: 'shutdown', reason: 'requested' };
  if (singleJob) return { action: 'shutdown', reason: 'job-finished' };
  if (interruptedForMs !== undefined) return { action: 'shutdown', reason: 'interrupted' };
  return { action: 'wait-for-jobs' };
}
