import { Agent, type AgentOptions } from 'node:https';
import * as z from 'zod/mini';
import type { Endpoint } from '../endpoint.ts';
import { getJson } from '../http/get-json.ts';

/** The reply to `GET /jobs`. Unknown keys are accepted. */
const jobsSchema = z.looseObject({ jobs: z.array(z.looseObject({ id: z.string() })) });

/** How many jobs Semaphore lists at most (ListQueuedJobs in self_hosted_hub/pkg/publicapi/zebraclient/zebraclient.go of semaphoreio/semaphore). */
const MAX_LISTED = 500;

/** The jobs of an agent type that no agent has started. */
export interface QueuedJobs {
  /** Newest first. */
  readonly ids: readonly string[];
  /** False if there may be older jobs that Semaphore does not list. */
  readonly isComplete: boolean;
}

/**
 * Lists the ids of the queued jobs of the token's agent type. Semaphore's reply has nothing else about them.
 * @throws SemaphoreError
 */
export async function getQueuedJobs(
  endpoint: Endpoint,
  token: string,
  { deadlineMs, ...options }: { readonly deadlineMs: number; readonly ca?: AgentOptions['ca'] },
): Promise<QueuedJobs> {
  const agent = new Agent(options);
  const request = { endpoint, path: '/jobs', token, schema: jobsSchema, agent };
  const { jobs } = await getJson({ ...request, deadlineMs, maxBodyBytes: 262_144 });
  return { ids: jobs.map(({ id }) => id), isComplete: jobs.length < MAX_LISTED };
}
