import type { SyncResponse } from '@agent-aws-stack/semaphore-api/agent';

/** What SEMAPHORE_AGENT_SHUTDOWN_REASON says to the shutdown hook. */
export type ShutdownReason =
  'IDLE' | 'JOB_FINISHED' | 'REQUESTED' | 'INTERRUPTED' | 'UNABLE_TO_SYNC' | 'UNKNOWN';

const reasons: Readonly<Record<string, ShutdownReason>> = {
  idle: 'IDLE',
  'job-finished': 'JOB_FINISHED',
  requested: 'REQUESTED',
  interrupted: 'INTERRUPTED',
};

/** The hook's word for what Semaphore gave as the reason. */
export function shutdownReason({
  shutdown_reason: reason,
}: Pick<SyncResponse, 'shutdown_reason'>): ShutdownReason {
  return reasons[reason ?? ''] ?? 'UNKNOWN';
}
