import { type Job, type JobRecord, type JobSpec, newJob } from './job.ts';
import type { JobResult } from '@agent-aws-stack/semaphore-api/agent';
import type { Random } from '../random.ts';

/** The most jobs that the hub lists (self_hosted_hub/pkg/publicapi/zebraclient/zebraclient.go of semaphoreio/semaphore). */
const MAX_LISTED = 500;

/** All jobs in order of arrival, including finished ones. Queued jobs run in that order. */
export class JobQueue {
  /**
   * How many jobs may run at once; undefined = no limit. Further jobs stay queued (Zebra.Workers.Scheduler.Selector in
   * zebra/lib/zebra/workers/scheduler/selector.ex of semaphoreio/semaphore).
   */
  quota: number | undefined;
  readonly #jobs = new Map<string, Job>();
  /** The jobs that have not finished. Searches use only these, so that they stay fast after a long run. */
  readonly #unfinished = new Map<string, Job>();
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  enqueue(spec: JobSpec, now: number): string {
    const job = newJob(spec, now, this.#random);
    const { id } = job.record;
    this.#jobs.set(id, job);
    this.#unfinished.set(id, job);
    return id;
  }

  /** The id of the next job to run. Undefined if no job is queued or the quota is used up. */
  next(): string | undefined {
    if (this.#where(isRunning).length >= (this.quota ?? Infinity)) return undefined;
    return this.#where(isQueued)[0]?.record.id;
  }

  /** The ids of the queued jobs, newest first, at most as many as the hub lists. */
  queued(): readonly string[] {
    return this.#where(isQueued)
      .slice(-MAX_LISTED)
      .reverse()
      .map(({ record }) => record.id);
  }

  demand(): { readonly queued: number; readonly running: number } {
    return { queued: this.#where(isQueued).length, running: this.#where(isRunning).length };
  }

  records(): readonly JobRecord[] {
    return [...this.#jobs.values()].map(({ record }) => ({ ...record }));
  }

  /** The jobs that are queued or running, oldest first. */
  unfinished(): readonly JobRecord[] {
    return [...this.#unfinished.values()].map(({ record }) => ({ ...record }));
  }

  assign(id: string, agentName: string, now: number): void {
    const { record } = this.#get(id);
    record.agentName = agentName;
    record.assignedAt ??= now;
  }

  start(id: string, now: number): Job {
    const job = this.#get(id);
    job.record.startedAt ??= now;
    return job;
  }

  /** Only the first result counts. Unknown jobs are ignored. */
  finish(id: string, result: JobResult, now: number): void {
    this.#end(id, { result, finishedAt: now });
  }

  /** Fails a job because its agent was removed. */
  lose(id: string, now: number): void {
    this.#end(id, { result: 'failed', finishedAt: now, endedBy: 'lost-agent' });
  }

  /** A queued job ends at once, a running one at its agent's next sync. Unknown and finished jobs are ignored. */
  stop(id: string, now: number): void {
    const job = this.#unfinished.get(id);
    if (job === undefined) return;
    if (isQueued(job)) this.#end(id, { result: 'stopped', finishedAt: now, endedBy: 'user' });
    else job.stopRequested = true;
  }

  isStopRequested(id: string): boolean {
    return this.#jobs.get(id)?.stopRequested ?? false;
  }

  #end(id: string, end: Pick<JobRecord, 'result' | 'finishedAt' | 'endedBy'>): void {
    const job = this.#unfinished.get(id);
    if (job === undefined) return;
    Object.assign(job.record, end);
    this.#unfinished.delete(id);
  }

  #where(condition: (job: Job) => boolean): Job[] {
    return [...this.#unfinished.values()].filter(condition);
  }

  #get(id: string): Job {
    const job = this.#jobs.get(id);
    if (job === undefined) throw new RangeError(`no job ${id}`);
    return job;
  }
}

const isQueued = ({ record }: Job) => record.assignedAt === undefined;
const isRunning = ({ record }: Job) => record.assignedAt !== undefined;
