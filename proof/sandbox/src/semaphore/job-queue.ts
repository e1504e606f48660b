import { type Job, type JobRecord, type JobSpec, newJob } from './job.ts';
import type { JobResult } from '@agent-aws-stack/semaphore-api/agent';

/** Source: the hub's pkg/publicapi/zebraclient/zebraclient.go. */
const MAX_LISTED = 500;

/** Every job there was, in the order they came; the first that waits is the next to run. */
export class JobQueue {
  readonly #jobs = new Map<string, Job>();

  enqueue(spec: JobSpec, now: number): string {
    const job = newJob(spec, now);
    this.#jobs.set(job.record.id, job);
    return job.record.id;
  }

  /** The id of the next job that is for any agent. */
  next(): string | undefined {
    return this.#where(isQueued).find(({ isReserved }) => !isReserved)?.record.id;
  }

  /** The newest queued jobs, as many as the server lists. */
  queued(): readonly string[] {
    return this.#where(isQueued)
      .slice(-MAX_LISTED)
      .reverse()
      .map(({ record }) => record.id);
  }

  /** Keeps a job for the agent that registers for it. False when there is no such job to have. */
  reserve(id: string): boolean {
    const job = this.#jobs.get(id);
    if (job === undefined || !isQueued(job) || job.isReserved) return false;
    job.isReserved = true;
    return true;
  }

  demand(): { readonly queued: number; readonly running: number } {
    return { queued: this.#where(isQueued).length, running: this.#where(isRunning).length };
  }

  records(): readonly JobRecord[] {
    return [...this.#jobs.values()].map(({ record }) => ({ ...record }));
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

  /** The first result counts. Unknown jobs are ignored. */
  finish(id: string, result: JobResult, now: number): void {
    this.#end(id, { result, finishedAt: now });
  }

  /** The job's agent has vanished, so the job fails. */
  lose(id: string, now: number): void {
    this.#end(id, { result: 'failed', finishedAt: now, endedBy: 'lost-agent' });
  }

  /** A queued job ends at once, a running one at its agent's next sync. Unknown and finished jobs are let be. */
  stop(id: string, now: number): void {
    const job = this.#jobs.get(id);
    if (job === undefined) return;
    if (isQueued(job)) Object.assign(job.record, { result: 'stopped', finishedAt: now, endedBy: 'user' });
    else job.stopRequested = true;
  }

  isStopRequested(id: string): boolean {
    return this.#jobs.get(id)?.stopRequested ?? false;
  }

  #end(id: string, end: Pick<JobRecord, 'result' | 'finishedAt' | 'endedBy'>): void {
    const job = this.#jobs.get(id);
    if (job !== undefined && job.record.finishedAt === undefined) Object.assign(job.record, end);
  }

  #where(condition: (job: Job) => boolean): Job[] {
    return [...this.#jobs.values()].filter(condition);
  }

  #get(id: string): Job {
    const job = this.#jobs.get(id);
    if (job === undefined) throw new RangeError(`no job ${id}`);
    return job;
  }
}

const isQueued = ({ record }: Job) => record.assignedAt === undefined && record.finishedAt === undefined;
const isRunning = ({ record }: Job) => record.assignedAt !== undefined && record.finishedAt === undefined;
