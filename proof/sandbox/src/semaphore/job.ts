import { randomUUID } from 'node:crypto';
import type { JobResult } from '@agent-aws-stack/semaphore-api/agent';

/** What a job does: it prints a line and takes its time. */
export interface JobSpec {
  readonly durationMs: number;
  /** @default 'passed' */
  readonly result?: 'passed' | 'failed';
  /** Commands that run first. @default - none */
  readonly commands?: readonly string[];
}

/** A job's history; times are milliseconds since the epoch. */
export interface JobRecord {
  readonly id: string;
  readonly queuedAt: number;
  /** An agent was told to run it. */
  readonly assignedAt?: number;
  /** The agent fetched it and began. */
  readonly startedAt?: number;
  readonly finishedAt?: number;
  readonly result?: JobResult;
  /** How it was ended by the server: its agent was lost, or a user stopped it while it was queued. */
  readonly endedBy?: 'lost-agent' | 'user';
  readonly agentName?: string;
}

/** A job in the server's books. */
export interface Job {
  readonly spec: JobSpec;
  readonly record: { -readonly [Key in keyof JobRecord]: JobRecord[Key] };
  stopRequested: boolean;
  /** For the one agent that registered for it. */
  isReserved: boolean;
}

export function newJob(spec: JobSpec, now: number): Job {
  return { spec, record: { id: randomUUID(), queuedAt: now }, stopRequested: false, isReserved: false };
}
