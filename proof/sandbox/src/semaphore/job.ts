import type { JobResult } from '@agent-aws-stack/semaphore-api/agent';
import { type Random, randomUuid } from '../random.ts';

/** What a job does: it prints a line, runs the commands, sleeps for the duration, then passes or fails. */
export interface JobSpec {
  readonly durationMs: number;
  /** @default 'passed' */
  readonly result?: 'passed' | 'failed';
  /** Shell commands that run before the sleep. @default - none */
  readonly commands?: readonly string[];
}

/** A job's history. Times are milliseconds since the epoch. */
export interface JobRecord {
  readonly id: string;
  readonly queuedAt: number;
  /** When an agent got the job in the answer to a sync. */
  readonly assignedAt?: number;
  /** When the agent fetched the job. */
  readonly startedAt?: number;
  readonly finishedAt?: number;
  readonly result?: JobResult;
  /** Set if the server ended the job: because its agent was lost, or because a user stopped it while it was queued. */
  readonly endedBy?: 'lost-agent' | 'user';
  readonly agentName?: string;
}

/** A job as the server stores it. */
export interface Job {
  readonly spec: JobSpec;
  readonly record: { -readonly [Key in keyof JobRecord]: JobRecord[Key] };
  stopRequested: boolean;
}

export function newJob(spec: JobSpec, now: number, random: Random): Job {
  return { spec, record: { id: randomUuid(random), queuedAt: now }, stopRequested: false };
}
