import {
  hostAndPort,
  readMetrics,
  readQueuedJobs,
  SemaphoreConnectionError,
  SemaphoreDeadlineError,
  type Endpoint,
  type MetricsResponse,
  type QueuedJobs,
} from '@agent-aws-stack/semaphore-api';
import { AGENT_API_PATH } from '@agent-aws-stack/semaphore-api/agent';
import type { Exchange, Reply } from '../http/exchange.ts';
import { replyText } from '../semaphore/context.ts';
import type { HubRequest } from '../semaphore/answer-request.ts';
import type { SemaphoreHub } from '../semaphore/hub.ts';
import type { TokenBucket } from '../boot-wave/token-bucket.ts';
import { type Caller, type Network, ServiceFaultError } from './network.ts';

/** How long an agent waits for a reply (main.go of semaphoreci/agent). */
const AGENT_TIMEOUT_MS = 30_000;

/** Sends requests to a hub within the process. */
export class InProcessHub {
  readonly #hub: Pick<SemaphoreHub, 'answer'>;
  readonly #network: Network;
  readonly #registrations: TokenBucket | undefined;

  /** @param registrations - limits how many agents register. @default - no limit */
  constructor(hub: Pick<SemaphoreHub, 'answer'>, network: Network, registrations?: TokenBucket) {
    this.#hub = hub;
    this.#network = network;
    this.#registrations = registrations;
  }

  /** Sends an agent's request. */
  exchange({ url, method, headers, body = '', signal }: Exchange): Promise<Reply> {
    signal?.throwIfAborted();
    const { authorization } = headers;
    const request = { method, url: new URL(url), authorization: String(authorization), body };
    const isRegistration = request.url.pathname === `${AGENT_API_PATH}/register`;
    if (isRegistration && this.#registrations?.take(this.#network.clock.now()) === false)
      return Promise.resolve({ status: 429, headers: {}, body: '' });
    return this.#send('instances', request, AGENT_TIMEOUT_MS);
  }

  /** Sends the scaler's request for metrics. @throws SemaphoreError */
  async metrics(endpoint: Endpoint, token: string, deadlineMs: number): Promise<MetricsResponse> {
    return readMetrics(await this.#get('/metrics', endpoint, token, deadlineMs), endpoint);
  }

  /** Sends the scaler's request for the queued jobs. @throws SemaphoreError */
  async queuedJobs(endpoint: Endpoint, token: string, deadlineMs: number): Promise<QueuedJobs> {
    return readQueuedJobs(await this.#get('/jobs', endpoint, token, deadlineMs), endpoint);
  }

  async #get(path: string, endpoint: Endpoint, token: string, deadlineMs: number): Promise<Reply> {
    const host = hostAndPort(endpoint);
    try {
      const url = new URL(`https://${host}${AGENT_API_PATH}${path}`);
      const request = { method: 'GET', url, authorization: `Token ${token}`, body: '' };
      return await this.#send('scaler', request, deadlineMs);
    } catch (error) {
      if (error instanceof ServiceFaultError && error.kind === 'refused')
        throw new SemaphoreConnectionError(host, 'ECONNREFUSED', error);
      throw new SemaphoreDeadlineError(host, `no complete reply within ${deadlineMs} ms`, error);
    }
  }

  async #send(caller: Caller, request: HubRequest, timeoutMs: number): Promise<Reply> {
    try {
      return await this.#network.call({ service: 'semaphore', caller }, timeoutMs, async () => {
        const reply = await this.#hub.answer(request);
        if (reply === undefined) {
          await this.#network.clock.sleep(timeoutMs);
          throw new ServiceFaultError({ service: 'semaphore', kind: 'silent' });
        }
        return { status: reply.status, headers: {}, body: replyText(reply) };
      });
    } catch (error) {
      if (error instanceof ServiceFaultError && error.kind === 'error')
        return { status: 500, headers: {}, body: '' };
      if (error instanceof ServiceFaultError && error.kind === 'throttled')
        return { status: 429, headers: {}, body: '' };
      throw error;
    }
  }
}
