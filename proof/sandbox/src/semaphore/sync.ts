import type { AgentState, ShutdownReason } from '@agent-aws-stack/semaphore-api/agent';

/** What the server tells an agent to do next. */
export type SyncAnswer =
  | { readonly action: 'continue' | 'wait-for-jobs' }
  | { readonly action: 'run-job' | 'stop-job'; readonly jobId: string }
  | { readonly action: 'shutdown'; readonly reason: ShutdownReason };

/** What the server knows of an agent at the moment it syncs. */
export interface SyncFacts {
  readonly state: AgentState;
  /** The job that the agent is assigned to; empty without one. */
  readonly jobId: string;
  /** The agent ends after one job. */
  readonly singleJob: boolean;
  /** 0 = it never ends for being idle. */
  readonly idleTimeoutMs: number;
  /** Since when it has been in this state. */
  readonly idleForMs: number;
  /** How long ago it learnt that its machine will go. Absent: it was not interrupted. */
  readonly interruptedForMs: number | undefined;
  /** How long a running job may go on after an interruption. */
  readonly gracePeriodMs: number;
  /** The agent, or its whole type, was disabled by a user, or is above the quota. */
  readonly disabled: boolean;
  /** A user stopped the job. */
  readonly stopRequested: boolean;
  /** The job for it to run: assigned to it, or the next in the queue. */
  readonly nextJobId: string | undefined;
}

/** The server's decision about an agent (hub: answer in pkg/agentsync/protocol.go). */
export function answerSync(facts: SyncFacts): SyncAnswer {
  switch (facts.state) {
    case 'waiting-for-jobs':
      return whileWaiting(facts);
    case 'running-job':
      return mustStop(facts) ? { action: 'stop-job', jobId: facts.jobId } : { action: 'continue' };
    case 'starting-job':
    case 'stopping-job':
      // Whatever was asked for has to wait for the next state: agent 2.4.0 panics on stop-job without a job to stop.
      return { action: 'continue' };
    case 'finished-job':
      return afterJob(facts);
  }
}

/** How much longer than usual until the next sync. */
export function syncIntervalFactor(state: AgentState, answer: SyncAnswer): 1 | 2 {
  return state === 'running-job' && answer.action === 'continue' ? 2 : 1;
}

function whileWaiting({
  disabled,
  interruptedForMs,
  nextJobId,
  idleTimeoutMs,
  idleForMs,
}: SyncFacts): SyncAnswer {
  // An agent that is shutting down gets no job, because the job would be lost.
  if (disabled) return { action: 'shutdown', reason: 'requested' };
  if (interruptedForMs !== undefined) return { action: 'shutdown', reason: 'interrupted' };
  if (nextJobId !== undefined) return { action: 'run-job', jobId: nextJobId };
  if (idleTimeoutMs > 0 && idleForMs >= idleTimeoutMs) return { action: 'shutdown', reason: 'idle' };
  return { action: 'continue' };
}

function mustStop({ stopRequested, disabled, interruptedForMs, gracePeriodMs }: SyncFacts): boolean {
  return stopRequested || disabled || (interruptedForMs !== undefined && interruptedForMs >= gracePeriodMs);
}

function afterJob({ disabled, singleJob, interruptedForMs }: SyncFacts): SyncAnswer {
  if (disabled) return { action: 'shutdown', reason: 'requested' };
  if (singleJob) return { action: 'shutdown', reason: 'job-finished' };
  if (interruptedForMs !== undefined) return { action: 'shutdown', reason: 'interrupted' };
  return { action: 'wait-for-jobs' };
}
