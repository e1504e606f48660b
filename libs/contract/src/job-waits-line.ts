import * as z from 'zod/mini';

/** A job that has left the queue: an agent took it, or a user stopped it. */
export interface LeftJob {
  readonly id: string;
  /** How long it was queued, in milliseconds. */
  readonly waitedMs: number;
  /** When the queue no longer had it: milliseconds since the epoch. */
  readonly leftAt: number;
}

/** The fields of the line that the scaler logs about the jobs that have left the queue during an invocation. */
export interface JobWaitsLine {
  /** Each job as `<id> <seconds> <time>`. */
  readonly jobWaits: readonly string[];
  /** How many more jobs have left. @default 0 */
  readonly moreJobs?: number;
}

/** This limit keeps the line below 15 KB, however many jobs start in a minute. */
const MOST_JOBS = 200;

/** Jobs whose ids are longer or have other characters are left out, because ids come from Semaphore and could be any text. */
const ENTRY = /^([\w-]{1,64}) (\d{1,9}\.\d) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)$/;

/** The line's fields. If there are too many jobs, the line has those that waited longest. */
export function jobWaitsLine(jobs: readonly LeftJob[]): JobWaitsLine {
  const longestFirst = jobs.toSorted((one, other) => other.waitedMs - one.waitedMs);
  const entries = longestFirst
    .map(({ id, waitedMs, leftAt }) => `${id} ${(waitedMs / 1_000).toFixed(1)} ${timeOf(leftAt)}`)
    .filter((entry) => ENTRY.test(entry))
    .slice(0, MOST_JOBS);
  const moreJobs = jobs.length - entries.length;
  return moreJobs === 0 ? { jobWaits: entries } : { jobWaits: entries, moreJobs };
}

const timeOf = (at: number): string => new Date(at).toISOString();

const schema = z.object({ jobWaits: z.array(z.string()) });

/** Reads the jobs from a line of the scaler's log that is already parsed as JSON. Undefined if the line is another one. */
export function readJobWaitsLine(line: unknown): readonly LeftJob[] | undefined {
  return schema.safeParse(line).data?.jobWaits.flatMap((entry) => {
    const [, id = '', seconds, time = ''] = ENTRY.exec(entry) ?? [];
    const leftAt = Date.parse(time);
    return Number.isNaN(leftAt) ? [] : [{ id, waitedMs: Math.round(Number(seconds) * 1_000), leftAt }];
  });
}
