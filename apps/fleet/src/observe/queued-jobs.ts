import { getQueuedJobs, parseEndpoint, type QueuedJobs } from '@agent-aws-stack/semaphore-api';
import { tokenIn } from './demand.ts';
import type { Parameter } from './parameter.ts';

/** Asks Semaphore for the queued jobs of the agent type, with the stored token. @throws SemaphoreError, LookupSkippedError, InvalidEndpointError */
export async function queuedJobsOf(endpoint: string, token: Parameter | undefined): Promise<QueuedJobs> {
  return await getQueuedJobs(parseEndpoint(endpoint), tokenIn(token), { deadlineMs: 10_000 });
}
