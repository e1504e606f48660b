import type { AgentState, ShutdownReason } from '@agent-aws-stack/semaphore-api/agent';

/** What the server tells an agent to do next. */
export type SyncAnswer =
  | { readonly action: 'continue' | 'wait-for-jobs' }
  | { readonly action: 'run-job' | 'stop-job'; readonly jobId: string }
  | { readonly action: 'shutdown'; readonly reason: ShutdownReason };

/** What the server knows of an agent at the moment it syncs. */
export interface SyncFacts {
  readonly state: AgentState;
  /** The job the agent speaks of. */
  readonly jobId: string;
  /** The agent ends after one job. */
  readonly singleJob: boolean;
  /** 0 = it never ends for being idle. */
  readonly idleTimeoutMs: number;
  readonly idleForMs: number;
  /** How long ago it was told that its machine will go. Absent: it was not. */
  readonly interruptedForMs: number | undefined;
  /** How long a running job may go on after an interruption. */
  readonly gracePeriodMs: number;
  /** The agent, or its whole type, was switched off by a user. */
  readonly disabled: boolean;
  /** The job was stopped by a user, or is no longer this agent's. */
  readonly stopRequested: boolean;
  /** The next job in the queue. */
  readonly nextJobId: string | undefined;
}

/** The server's decision: agents decide nothing by themselves. */
export function answerSync(facts: SyncFacts): SyncAnswer {
  switch (facts.state) {
    case 'waiting-for-jobs':
      return whileWaiting(facts);
    case 'starting-job':
    case 'running-job':
      return mustStop(facts) ? { action: 'stop-job', jobId: facts.jobId } : { action: 'continue' };
    case 'stopping-job':
      return { action: 'continue' };
    case 'finished-job':
      return afterJob(facts);
  }
}

function whileWaiting({
  disabled,
  interruptedForMs,
  nextJobId,
  idleTimeoutMs,
  idleForMs,
}: SyncFacts): SyncAnswer {
  // An agent that is about to go gets no job, else the job would go with it.
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
