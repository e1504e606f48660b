import { Agent, type AgentOptions } from 'node:https';
import manifest from '../../package.json' with { type: 'json' };
import { AGENT_API_PATH } from '../agent/path.ts';
import { hostAndPort, type Endpoint } from '../endpoint.ts';
import { SemaphoreReplyError, SemaphoreStatusError } from '../errors.ts';
import { get } from '../http/get.ts';
import { parseRetryAfter } from '../http/retry-after.ts';
import { metricsSchema, type MetricsResponse } from './schema.ts';

export interface MetricsClientOptions {
  /** Limit for one request, from the DNS lookup to the last byte. @default 5000 */
  readonly deadlineMs?: number;
  /** Largest reply that is accepted; a normal one has about 70 bytes. @default 65536 */
  readonly maxBodyBytes?: number;
  /** TLS and socket settings, e.g. a private `ca`. @default - Node's defaults */
  readonly agent?: AgentOptions;
}

/** Reads an agent type's metrics from Semaphore. Keeps its connections open. */
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
  async getMetrics(token: string): Promise<MetricsResponse> {
    const { status, headers, body } = await get({
      endpoint: this.#endpoint,
      path: `${AGENT_API_PATH}/metrics`,
      headers: {
        accept: 'application/json',
        authorization: `Token ${token}`,
        'user-agent': `agent-aws-stack/${manifest.version}`,
      },
      agent: this.#agent,
      deadlineMs: this.#deadlineMs,
      maxBodyBytes: this.#maxBodyBytes,
    });
    const endpoint = hostAndPort(this.#endpoint);
    if (status !== 200) {
      throw new SemaphoreStatusError(endpoint, status, parseRetryAfter(headers['retry-after'], new Date()));
    }
    return parseMetrics(body, endpoint);
  }

  /** Closes every connection, which aborts requests in progress. */
  close(): void {
    this.#agent.destroy();
  }
}

function parseMetrics(body: string, endpoint: string): MetricsResponse {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    // The error of JSON.parse quotes the body, which must not appear in logs.
    throw new SemaphoreReplyError(endpoint, `the reply is not JSON (${body.length} characters)`);
  }
  const metrics = metricsSchema.safeParse(json);
  if (!metrics.success) {
    const paths = metrics.error.issues.map(({ path }) => path.join('.') || 'reply').join(', ');
    throw new SemaphoreReplyError(endpoint, `the reply has missing or invalid fields: ${paths}`);
  }
  return metrics.data;
}
