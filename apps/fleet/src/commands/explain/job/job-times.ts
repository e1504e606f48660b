import type { JobTraces } from './job-traces.ts';

type Traces = Omit<JobTraces, 'entries'>;

/** What became of a job, as far as the traces show. Times that are not known are undefined. */
export interface JobTimes {
  /**
   * `queued`: no agent has started it. `started`: an agent's log names it. `left`: it is no longer queued, but no agent's log names it: an agent
   * started it, or a user stopped it. `unseen`: nothing is known of it.
   */
  readonly state: 'queued' | 'started' | 'left' | 'unseen';
  /** When the scaler first saw it queued. */
  readonly firstSeenAt: Date | undefined;
  /** When the agent logged its start or, without that, when the scaler no longer saw it queued. */
  readonly endedAt: Date | undefined;
  readonly waitedSeconds: number | undefined;
}

/** @param at - the present */
export function timesOf({ id, at }: { readonly id: string; readonly at: Date }, traces: Traces): JobTimes {
  const isQueued = traces.queued.known && traces.queued.value.ids.includes(id);
  const saved = traces.sights.known ? traces.sights.value?.sightOf(id) : undefined;
  const left = traces.left.known ? traces.left.value : undefined;
  const agentLine = traces.agentLine.known ? traces.agentLine.value : undefined;
  if (isQueued) {
    const firstSeenAt = typeof saved === 'number' ? new Date(saved) : undefined;
    return {
      state: 'queued',
      firstSeenAt,
      endedAt: undefined,
      waitedSeconds: secondsBetween(firstSeenAt, at),
    };
  }
  const firstSeenAt = left && new Date(left.leftAt - left.waitedMs);
  const endedAt = agentLine?.at ?? (left && new Date(left.leftAt));
  const state = agentLine !== undefined ? 'started' : left !== undefined ? 'left' : 'unseen';
  // The scaler measured the wait with its own clock. The time in the agent's line comes from another clock, so it does not change the wait.
  return { state, firstSeenAt, endedAt, waitedSeconds: left && Math.round(left.waitedMs / 1_000) };
}

const secondsBetween = (from: Date | undefined, to: Date): number | undefined =>
  from && Math.max(0, Math.round((to.getTime() - from.getTime()) / 1_000));

/**
 * The window starts this long before the scaler first saw the job in a list of queued jobs. The scaler asks for the list only after a poll's
 * decision. So it may have logged a decision that counts the job before it saw the job in a list.
 */
const BEFORE_MS = 15_000;
/** A decision that is logged more than this after the job's start does not explain its wait. */
const AFTER_MS = 1_000;
/** How long a job is assumed to have waited if nothing shows when its wait began. */
const GUESS_MS = 5 * 60_000;

/** The time in which the scaler's log may show why the job waited. Undefined if nothing is known of the job. */
export function windowOf(
  job: { readonly id: string; readonly at: Date },
  traces: Traces,
): { readonly since: Date; readonly until: Date } | undefined {
  const { state, firstSeenAt, endedAt } = timesOf(job, traces);
  if (state === 'unseen') return undefined;
  const end = (endedAt ?? job.at).getTime();
  const since = firstSeenAt?.getTime() ?? end - GUESS_MS;
  return { since: new Date(since - BEFORE_MS), until: new Date(end + AFTER_MS) };
}
