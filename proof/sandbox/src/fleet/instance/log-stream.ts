import { type Clock, waitAtMost } from '../../clock.ts';
import type { SemaphoreClient } from './semaphore-client.ts';

export interface LogStreamOptions {
  readonly client: Pick<SemaphoreClient, 'pushLog' | 'refreshLogToken'>;
  readonly url: string;
  readonly token: string;
  readonly clock: Clock;
  /** Aborted when the machine loses power. */
  readonly power: AbortSignal;
}

/**
 * The pause between two pushes, and how long pushes continue after the end of the job. Both are as in the real agent
 * (pkg/eventlogger/httpbackend.go of semaphoreci/agent), except that its pause varies from 1.5 to 3 s.
 */
const PUSH_AGAIN_AFTER_MS = 2_000;
const FLUSH_LIMIT_MS = 60_000;

/**
 * Pushes a job's log to Semaphore as events, each a line of JSON. It works in the background and repeats failed pushes, so
 * Semaphore's faults neither delay nor fail the job. Stops when Semaphore says that the log is full.
 */
export class LogStream {
  readonly #options: LogStreamOptions;
  #token: string;
  #pushed = 0;
  #pending: string[] = [];
  #pushing: Promise<void> | undefined;
  #isClosed = false;

  constructor(options: LogStreamOptions) {
    this.#options = options;
    this.#token = options.token;
  }

  write(event: object): void {
    if (this.#isClosed) return;
    this.#pending.push(JSON.stringify(event));
    this.#pushing ??= this.#pushAll().finally(() => (this.#pushing = undefined));
  }

  /** Waits until all lines are pushed, but gives up after a minute. Rejects if the machine loses power. */
  async close(): Promise<void> {
    const { clock, power } = this.#options;
    if (this.#pushing !== undefined) await waitAtMost(this.#pushing, FLUSH_LIMIT_MS, clock, power);
    this.#isClosed = true;
  }

  async #pushAll(): Promise<void> {
    const { clock, power } = this.#options;
    while (this.#pending.length > 0 && !this.#isClosed && !power.aborted) {
      try {
        await this.#push([...this.#pending]);
      } catch {
        await clock.sleep(PUSH_AGAIN_AFTER_MS, power).catch(() => undefined);
      }
    }
  }

  async #push(lines: readonly string[]): Promise<void> {
    const { client, url } = this.#options;
    const reply = await client.pushLog(url, this.#token, this.#pushed, lines);
    if (reply === 'token-expired') {
      this.#token = await client.refreshLogToken();
    } else if (reply === 'full') {
      this.#isClosed = true;
    } else {
      this.#pushed += lines.length;
      this.#pending = this.#pending.slice(lines.length);
    }
  }
}
