import { Agent, type AgentOptions } from 'node:https';
import * as z from 'zod/mini';
import type { Endpoint } from '../endpoint.ts';
import { getJson, readJson } from '../http/get-json.ts';
import type { Reply } from '../http/get.ts';

/** The reply to `GET /jobs`. Unknown keys are accepted. */
const jobsSchema = z.looseObject({ jobs: z.array(z.looseObject({ id: z.string() })) });

/** How many jobs Semaphore lists at most (ListQueuedJobs in self_hosted_hub/pkg/publicapi/zebraclient/zebraclient.go of semaphoreio/semaphore). */
const MAX_LISTED = 500;

/** The jobs of an agent type that no agent has started. */
export interface QueuedJobs {
  /** Newest first: ListQueuedJobs asks for the order BY_CREATION_TIME_DESC. */
  readonly ids: readonly string[];
  /** False if there may be older jobs that Semaphore does not list. */
  readonly isComplete: boolean;
}

export interface QueuedJobsRequest {
  readonly endpoint: Endpoint;
  readonly token: string;
  readonly agent: Agent;
  readonly deadlineMs: number;
}

/**
 * Lists the ids of the queued jobs of the token's agent type. Semaphore's reply has nothing else about them.
 * @throws SemaphoreError
 */
export async function listQueuedJobs(request: QueuedJobsRequest): Promise<QueuedJobs> {
  return queuedJobs(await getJson({ ...request, path: '/jobs', schema: jobsSchema, maxBodyBytes: 262_144 }));
}

/** Reads a reply that did not come over HTTP. @throws SemaphoreStatusError, SemaphoreReplyError */
export function readQueuedJobs(reply: Reply, endpoint: Endpoint): QueuedJobs {
  return queuedJobs(readJson(reply, endpoint, jobsSchema));
}

const queuedJobs = ({ jobs }: z.infer<typeof jobsSchema>): QueuedJobs => ({
  ids: jobs.map(({ id }) => id),
  isComplete: jobs.length < MAX_LISTED,
});

/** Lists the queued jobs once, with a connection of its own. @throws SemaphoreError */
export async function getQueuedJobs(
  endpoint: Endpoint,
  token: string,
  { deadlineMs, ...options }: { readonly deadlineMs: number; readonly ca?: AgentOptions['ca'] },
): Promise<QueuedJobs> {
  return await listQueuedJobs({ endpoint, token, agent: new Agent(options), deadlineMs });
}
