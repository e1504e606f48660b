import * as z from 'zod';
import type { Exchange, Reply } from '../../http/exchange.ts';
import {
  AGENT_API_PATH,
  type JobRequest,
  type RegisterRequest,
  type SyncRequest,
  type SyncResponse,
  jobRequestSchema,
  registerResponseSchema,
  syncResponseSchema,
  tokenResponseSchema,
} from '@agent-aws-stack/semaphore-api/agent';

/** Semaphore answered with an unexpected HTTP status. */
export class SemaphoreReplyError extends Error {
  override readonly name = 'SemaphoreReplyError';
  readonly status: number;
  constructor(path: string, { status, body }: Reply) {
    super(`${path} got HTTP ${status}: ${body.slice(0, 200)}`);
    this.status = status;
  }
}

export interface Registration {
  readonly name: string;
  readonly singleJob: boolean;
  readonly idleTimeoutSeconds: number;
  /** How long a job may continue after an interruption. */
  readonly gracePeriodSeconds: number;
  readonly hostname: string;
}

export interface SemaphoreConnection {
  /** Host, or host:port. */
  readonly endpoint: string;
  readonly exchange: (request: Exchange) => Promise<Reply>;
  /** Aborts all requests. */
  readonly signal: AbortSignal;
}

export type LogPush = 'accepted' | 'token-expired' | 'full';

/** An agent's client of the Semaphore API. Methods reject if the connection fails or the reply is not as expected. */
export class SemaphoreClient {
  readonly #connection: SemaphoreConnection;
  #token: string;

  constructor(connection: SemaphoreConnection, registrationToken: string) {
    this.#connection = connection;
    this.#token = registrationToken;
  }

  /** Returns the name under which Semaphore registered the agent. */
  async register(registration: Registration): Promise<string> {
    const message: RegisterRequest = {
      name: registration.name,
      version: 'v2.4.0',
      pid: 1,
      os: 'linux',
      arch: 'x86_64',
      hostname: registration.hostname,
      single_job: registration.singleJob,
      idle_timeout: registration.idleTimeoutSeconds,
      interruption_grace_period: registration.gracePeriodSeconds,
      job_id: '',
    };
    const { name, token } = await this.#call('POST', '/register', registerResponseSchema, message);
    this.#token = token;
    return name;
  }

  sync(request: SyncRequest): Promise<SyncResponse> {
    return this.#call('POST', '/sync', syncResponseSchema, request);
  }

  fetchJob(jobId: string): Promise<JobRequest> {
    return this.#call('GET', `/jobs/${jobId}`, jobRequestSchema);
  }

  async refreshLogToken(): Promise<string> {
    return (await this.#call('POST', '/refresh', tokenResponseSchema)).token;
  }

  async disconnect(): Promise<void> {
    await this.#send('POST', '/disconnect');
  }

  async pushLog(url: string, token: string, startFrom: number, lines: readonly string[]): Promise<LogPush> {
    const reply = await this.#connection.exchange({
      url: `${url}?start_from=${startFrom}`,
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'text/plain' },
      body: lines.map((line) => `${line}\n`).join(''),
      signal: this.#connection.signal,
    });
    if (reply.status === 200) return 'accepted';
    if (reply.status === 401) return 'token-expired';
    if (reply.status === 422) return 'full';
    throw new SemaphoreReplyError(url, reply);
  }

  async #call<Schema extends z.core.$ZodType>(
    method: string,
    path: string,
    schema: Schema,
    message?: object,
  ): Promise<z.infer<Schema>> {
    return z.parse(schema, JSON.parse(await this.#send(method, path, message)));
  }

  async #send(method: string, path: string, message?: object): Promise<string> {
    const reply = await this.#connection.exchange({
      url: `https://${this.#connection.endpoint}${AGENT_API_PATH}${path}`,
      method,
      headers: { authorization: `Token ${this.#token}`, 'content-type': 'application/json' },
      body: message === undefined ? undefined : JSON.stringify(message),
      signal: this.#connection.signal,
    });
    if (reply.status !== (path === '/register' ? 201 : 200)) throw new SemaphoreReplyError(path, reply);
    return reply.body;
  }
}
