import type { SyncRequest, SyncResponse } from '@agent-aws-stack/semaphore-api/agent';

/** The line of the agent's log about a sync request (logSyncRequest in pkg/listener/selfhostedapi/sync.go of semaphoreci/agent). */
export function syncRequestLine({ state, job_id: job, job_result: result }: SyncRequest): string {
  if (state === 'waiting-for-jobs') return `SYNC request (state: ${state})`;
  return `SYNC request (state: ${state}, job: ${job}${state === 'finished-job' ? `, result: ${result}` : ''})`;
}

/** The line of the agent's log about a sync response (logSyncResponse in the same file). */
export function syncResponseLine({ action, job_id: job, shutdown_reason: reason }: SyncResponse): string {
  const more =
    action === 'run-job' || action === 'stop-job'
      ? `, job: ${job}`
      : action === 'shutdown'
        ? `, reason: ${reason}`
        : '';
  return `SYNC response (action: ${action}${more})`;
}
