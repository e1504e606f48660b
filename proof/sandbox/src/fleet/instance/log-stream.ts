import type { SemaphoreClient } from './semaphore-client.ts';

/** Pushes a job's log to Semaphore as events, each a line of JSON. Stops when Semaphore says that the log is full. */
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

  /** If the token has expired, gets a new one and tries again once. Throws what the client throws. */
  async push(...events: readonly object[]): Promise<void> {
    if (this.#isFull) return;
    const lines = events.map((event) => JSON.stringify(event));
    let reply = await this.#client.pushLog(this.#url, this.#token, this.#pushed, lines);
    if (reply === 'token-expired') {
      this.#token = await this.#client.refreshLogToken();
      reply = await this.#client.pushLog(this.#url, this.#token, this.#pushed, lines);
    }
    if (reply === 'accepted') this.#pushed += lines.length;
    this.#isFull = reply === 'full';
  }
}
