import type { SemaphoreClient } from './semaphore-client.ts';

/** Pushes a job's log to Semaphore as events, one JSON line each. Stops when Semaphore says the log is full. */
export class LogStream {
  readonly #client: Pick<SemaphoreClient, 'pushLog' | 'refreshLogToken'>;
  readonly #url: string;
  #token: string;
  #pushed = 0;
  #isFull = false;

  constructor(client: Pick<SemaphoreClient, 'pushLog' | 'refreshLogToken'>, url: string, token: string) {
    this.#client = client;
    this.#url = url;
    this.#token = token;
  }

  /** Throws what the client throws. An expired token is refreshed once. */
  async push(...events: readonly object[]): Promise<void> {
    if (this.#isFull) return;
    const lines = events.map((event) => JSON.stringify(event));
    let outcome = await this.#client.pushLog(this.#url, this.#token, this.#pushed, lines);
    if (outcome === 'token-expired') {
      this.#token = await this.#client.refreshLogToken();
      outcome = await this.#client.pushLog(this.#url, this.#token, this.#pushed, lines);
    }
    if (outcome === 'accepted') this.#pushed += lines.length;
    this.#isFull = outcome === 'full';
  }
}
