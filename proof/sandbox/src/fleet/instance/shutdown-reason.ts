import type { SyncResponse } from '@agent-aws-stack/semaphore-api/agent';

/** The value of SEMAPHORE_AGENT_SHUTDOWN_REASON for the shutdown hook. */
export type ShutdownReason =
  'IDLE' | 'JOB_FINISHED' | 'REQUESTED' | 'INTERRUPTED' | 'UNABLE_TO_SYNC' | 'UNKNOWN';

const reasons: Readonly<Record<string, ShutdownReason>> = {
  idle: 'IDLE',
  'job-finished': 'JOB_FINISHED',
  requested: 'REQUESTED',
  interrupted: 'INTERRUPTED',
};

/** Translates the shutdown reason in Semaphore's answer to the value for the hook. */
export function shutdownReason({
  shutdown_reason: reason,
}: Pick<SyncResponse, 'shutdown_reason'>): ShutdownReason {
  return reasons[reason ?? ''] ?? 'UNKNOWN';
}
