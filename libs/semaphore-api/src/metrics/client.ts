import { Agent, type AgentOptions } from 'node:https';
import type { Endpoint } from '../endpoint.ts';
import { getJson, readJson } from '../http/get-json.ts';
import type { Reply } from '../http/get.ts';
import { listQueuedJobs, type QueuedJobs } from '../jobs/queued-jobs.ts';
import { metricsSchema, type MetricsResponse } from './schema.ts';

export interface MetricsClientOptions {
  /** Limit for one request, from the DNS lookup to the last byte. @default 5000 */
  readonly deadlineMs?: number;
  /** Largest reply that is accepted; a normal one has about 70 bytes. @default 65536 */
  readonly maxBodyBytes?: number;
  /** TLS and socket settings, e.g. a private `ca`. @default - Node's defaults */
  readonly agent?: AgentOptions;
}

/** Reads an agent type's metrics and its queued jobs from Semaphore. Keeps its connections open. */
export class MetricsClient {
  readonly #endpoint: Endpoint;
  readonly #agent: Agent;
  readonly #deadlineMs: number;
  readonly #maxBodyBytes: number;

  constructor(endpoint: Endpoint, options: MetricsClientOptions = {}) {
    this.#endpoint = endpoint;
    this.#agent = new Agent({ keepAlive: true, ...options.agent });
    this.#deadlineMs = options.deadlineMs ?? 5_000;
    this.#maxBodyBytes = options.maxBodyBytes ?? 65_536;
  }

  /**
   * @param token the agent type's registration token
   * @throws SemaphoreError: SemaphoreStatusError (401, 404, 429, 503 …), SemaphoreDeadlineError, …
   */
  getMetrics(token: string): Promise<MetricsResponse> {
    return getJson({
      endpoint: this.#endpoint,
      path: '/metrics',
      token,
      schema: metricsSchema,
      agent: this.#agent,
      deadlineMs: this.#deadlineMs,
      maxBodyBytes: this.#maxBodyBytes,
    });
  }

  /** Lists the queued jobs of the agent type. @throws SemaphoreError */
  getQueuedJobs(token: string): Promise<QueuedJobs> {
    return listQueuedJobs({
      endpoint: this.#endpoint,
      token,
      agent: this.#agent,
      deadlineMs: this.#deadlineMs,
    });
  }

  /** Closes every connection, which aborts requests in progress. */
  close(): void {
    this.#agent.destroy();
  }
}

/** Reads a reply that came another way than over HTTP. @throws SemaphoreStatusError, SemaphoreReplyError */
export function readMetrics(reply: Reply, endpoint: Endpoint): MetricsResponse {
  return readJson(reply, endpoint, metricsSchema);
}
