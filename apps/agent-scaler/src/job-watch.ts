import type { LeftJob } from '@agent-aws-stack/contract';
import type { MetricsResponse } from '@agent-aws-stack/semaphore-api';
import { Backoff } from './backoff.ts';
import type { InvocationLog } from './invocation-log.ts';
import { JobWaits } from './job-waits.ts';
import type { MetricsBuffer } from './metrics-buffer.ts';
import type { Clock, JobSource, SightStore } from './ports.ts';

export interface JobWatchParts {
  readonly clock: Clock;
  readonly jobs: JobSource;
  /** @default - no store: the waits of jobs that another invocation saw first are unknown */
  readonly sights: SightStore | undefined;
  readonly pollIntervalMs: number;
  /** How long jobs may wait; 0 = no limit. */
  readonly maxJobWaitMs: number;
  readonly buffer: MetricsBuffer;
  /** Called when jobs have left the queue: they started, or a user stopped them. */
  readonly onJobLeft: () => void;
  readonly log: InvocationLog;
}

/** When this invocation first loads what the previous one knew. The previous one saves it at most two seconds after this one's first poll. */
const FIRST_LOAD_MS = 4_000;
const LOAD_SPACING_MS = 4_000;
/** If the previous invocation has saved nothing by then, what it knew is lost. */
const GIVE_UP_MS = 30_000;
/** When jobs that are still queued are first counted: the previous invocation has made its last count by then, and this one has loaded what it knew. */
const FIRST_COUNT_MS = 20_000;
const COUNT_SPACING_MS = 60_000;

/** Measures how long jobs wait. It lists the queued jobs after each poll, while there are any. It never delays a poll, and no poll fails because of it. */
export class JobWatch {
  readonly #parts: JobWatchParts;
  readonly #waits: JobWaits;
  readonly #backoff: Backoff;
  readonly #startedAt: number;
  #isListing = false;
  #hasEnded = false;
  #nextLoadAt: number;
  #nextCountAt: number;
  /** Whether the store has jobs of an earlier invocation, which `end` must overwrite. */
  #storeHasJobs = false;

  constructor(parts: JobWatchParts) {
    this.#parts = parts;
    this.#waits = new JobWaits(parts.pollIntervalMs);
    this.#backoff = new Backoff(parts.pollIntervalMs);
    this.#startedAt = this.#now();
    this.#nextLoadAt = this.#startedAt + FIRST_LOAD_MS;
    this.#nextCountAt = this.#startedAt + FIRST_COUNT_MS;
  }

  /** Lists the queued jobs, unless there are none. Call it after each poll, without waiting for it. Never rejects. */
  async look(token: string, { jobs, agents }: MetricsResponse): Promise<void> {
    const { clock, log } = this.#parts;
    if (jobs.queued === 0 && this.#waits.isEmpty) return this.#waits.nothingQueued(this.#now());
    if (this.#isListing || !this.#backoff.allows(clock.now())) return;
    this.#isListing = true;
    try {
      const listedAt = this.#now();
      const queued = await this.#parts.jobs.getQueuedJobs(token);
      this.#backoff.succeeded();
      // The next invocation counts the jobs that have left the queue since this one saved what it knows.
      if (this.#hasEnded) return;
      this.#count(this.#waits.observe(queued, listedAt, agents.idle + agents.occupied));
      if (this.#waits.someLeft) this.#parts.onJobLeft();
      this.#countStillQueued();
      await this.#loadSights();
    } catch (error) {
      this.#backoff.failed(error, clock.now());
      log.jobsFailure(error);
    } finally {
      this.#isListing = false;
    }
  }

  /** Saves what this invocation knows, for the next one. Never rejects. */
  async end(): Promise<void> {
    const { sights, log } = this.#parts;
    this.#hasEnded = true;
    if (sights === undefined || (this.#waits.isEmpty && !this.#storeHasJobs)) return;
    try {
      await sights.save(this.#waits.sights, this.#now());
    } catch (error) {
      log.jobsFailure(error);
    }
  }

  async #loadSights(): Promise<void> {
    const { sights } = this.#parts;
    const now = this.#now();
    if (sights === undefined || !this.#waits.needsSights || now < this.#nextLoadAt) return;
    this.#nextLoadAt = now + LOAD_SPACING_MS;
    const saved = await sights.load();
    if (saved !== undefined) this.#storeHasJobs = true;
    if (saved !== undefined && saved.savedAt >= this.#startedAt - FIRST_LOAD_MS) {
      this.#count(this.#waits.adopt(saved.sightOf));
    } else if (now - this.#startedAt > GIVE_UP_MS) {
      this.#waits.giveUp();
    }
  }

  #count(left: readonly LeftJob[]): void {
    const { maxJobWaitMs, buffer, log } = this.#parts;
    for (const job of left) {
      log.jobStarted(job);
      buffer.jobWait(job.waitedMs);
      if (maxJobWaitMs > 0) buffer.jobWaitSoFar(job.waitedMs);
    }
  }

  /** Once a minute, counts the jobs that wait too long and are still queued. So the alarm also fires if no job starts at all. */
  #countStillQueued(): void {
    const { maxJobWaitMs, buffer } = this.#parts;
    const now = this.#now();
    if (maxJobWaitMs === 0 || now < this.#nextCountAt) return;
    this.#nextCountAt = now + COUNT_SPACING_MS;
    for (const { at } of this.#waits.sights)
      if (at !== 'unknown' && now - at > maxJobWaitMs) buffer.jobWaitSoFar(now - at);
  }

  /** Milliseconds since the epoch: the times are passed from one invocation to the next. */
  #now(): number {
    return this.#parts.clock.date().getTime();
  }
}
