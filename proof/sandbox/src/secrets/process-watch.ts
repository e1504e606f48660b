import { setTimeout as sleep } from 'node:timers/promises';
import { searchProcesses } from './search-processes.ts';
import type { Secret } from './secret.ts';

const EVERY_MS = 2_000;

/** Searches all processes every two seconds, because most of them, such as the CDK CLI, run only for a short time. */
export class ProcessWatch {
  readonly #secrets: () => readonly Secret[];
  readonly #stopped = new AbortController();
  readonly #found = new Set<string>();

  constructor(secrets: () => readonly Secret[]) {
    this.#secrets = secrets;
    void this.#run();
  }

  /** The secrets found so far: the name of each, with the place where it was found. */
  get found(): readonly string[] {
    return [...this.#found];
  }

  stop(): void {
    this.#stopped.abort();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      for (const place of (await searchProcesses(this.#secrets())).found) this.#found.add(place);
      await sleep(EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}
