import type { Fact } from '../../../observe/fact.ts';
import type { ScalerEntry } from '../../../observe/scaler-log.ts';
import { timesOf, type JobTimes } from './job-times.ts';
import type { JobTraces } from './job-traces.ts';
import { waitCauses } from './wait-causes.ts';

/** What is known of a job, and why it waited. */
export interface JobExplanation extends JobTimes {
  readonly id: string;
  /** The instance whose agent took the job. */
  readonly instance: string | undefined;
  /** Why the job waited, as far as the scaler's log says. */
  readonly causes: readonly string[];
  /** What the traces cannot show. */
  readonly notes: readonly string[];
  readonly entries: Fact<readonly ScalerEntry[]>;
}

/** @param job - `at` is the present */
export function explainJob(
  job: { readonly id: string; readonly at: Date },
  traces: JobTraces,
): JobExplanation {
  const times = timesOf(job, traces);
  const { entries, agentLine } = traces;
  return {
    id: job.id,
    ...times,
    instance: agentLine.known && times.state === 'started' ? agentLine.value?.instance : undefined,
    causes: entries.known ? waitCauses(entries.value) : [],
    notes: [...notesOn(times, traces)],
    entries,
  };
}

function* notesOn(
  { state, firstSeenAt, waitedSeconds }: JobTimes,
  { queued, sights, left, agentLine }: JobTraces,
): Iterable<string> {
  if (state === 'queued' && firstSeenAt === undefined && sights.known)
    yield 'Since when is not known. The scaler saves once a minute when it first saw each of the 500 newest queued jobs.';
  if (state === 'started' && waitedSeconds === undefined && left.known)
    yield 'How long it waited is not known. The scaler logs no wait for a job that starts before a poll has seen it, nor while it cannot list the queued jobs.';
  if (state === 'left' && agentLine.known)
    yield "Whether it started is not known, because no agent's log names it: its instance may send no logs, or a user stopped the job.";
  if (state === 'started' && agentLine.known && agentLine.value?.namesFleet === false)
    yield 'The instance may belong to another fleet of the agent type: the name of its log stream has no fleet (SEMAPHORE_AGENT_LOG_STREAM_NAME).';
  if (state === 'unseen' && queued.known && !queued.value.isComplete)
    yield 'It may wait behind the 500 newest queued jobs. Semaphore lists no others.';
}

/** An explanation for JSON. */
export const plainJob = ({
  firstSeenAt,
  endedAt,
  waitedSeconds,
  instance,
  entries,
  ...rest
}: JobExplanation) => ({
  ...rest,
  firstSeenAt: firstSeenAt ?? null,
  endedAt: endedAt ?? null,
  waitedSeconds: waitedSeconds ?? null,
  instance: instance ?? null,
  decisions: entries.known ? entries.value : null,
});
