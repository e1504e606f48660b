import type { JobRecord } from '../semaphore/job.ts';
import type { SemaphoreApi } from '../semaphore/server.ts';

const SECOND = 1_000;
const LOOK_AGAIN_AFTER_MS = 250;

/** Keeps `count` jobs queued or running, which take two to six seconds each. */
export class SteadyWorkload implements Disposable {
  readonly #semaphore: SemaphoreApi;
  readonly #timer: NodeJS.Timeout;
  readonly #ids = new Set<string>();

  constructor(semaphore: SemaphoreApi, count: number) {
    this.#semaphore = semaphore;
    this.#timer = setInterval(() => this.#fill(count), LOOK_AGAIN_AFTER_MS);
  }

  get jobs(): readonly JobRecord[] {
    return this.#semaphore.jobs().filter(({ id }) => this.#ids.has(id));
  }

  /** The jobs that ended but did not pass. */
  get lost(): readonly JobRecord[] {
    return this.jobs.filter(({ result }) => result !== undefined && result !== 'passed');
  }

  /** Queues no more jobs. */
  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  #fill(count: number): void {
    for (let missing = count - this.#semaphore.unfinishedJobs().length; missing > 0; missing--)
      for (const id of this.#semaphore.enqueue(1, { durationMs: (2 + Math.random() * 4) * SECOND }))
        this.#ids.add(id);
  }
}
