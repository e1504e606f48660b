import type { Shell } from '../../../cli/shell.ts';
import { unknownDescriber } from '../../../observe/describe-unknown.ts';
import { lookupFailed } from '../../../observe/fact.ts';
import { clock, renderEntry } from '../../../render/render-entry.ts';
import type { JobExplanation } from './explain-job.ts';
import type { JobTraces } from './job-traces.ts';

const INDENT = '  ';
/** The first and last entries of a long wait are enough to see what went on. */
const ENTRIES_SHOWN = 12;

/** What became of a job, as text. */
export function renderJob(
  fleet: string,
  job: JobExplanation,
  traces: JobTraces,
  { style }: Pick<Shell, 'style'>,
): string {
  const describeUnknown = unknownDescriber();
  const { queued, sights, left, agentLine } = traces;
  const failed = [queued, sights, left, agentLine, job.entries].flatMap((fact) =>
    !fact.known && lookupFailed(fact) ? describeUnknown(fact) : [],
  );
  const all = job.entries.known ? job.entries.value : [];
  const half = ENTRIES_SHOWN / 2;
  const hidden = Math.max(0, all.length - ENTRIES_SHOWN);
  const rendered = all.map((entry) => renderEntry(entry, { style }));
  const shown =
    hidden === 0
      ? rendered
      : [...rendered.slice(0, half), style('dim', `… ${hidden} more …`), ...rendered.slice(-half)];
  const lines = [
    style('bold', describeTimes(job)),
    ...job.causes,
    ...(job.causes.length === 0 && job.state !== 'unseen' && job.entries.known
      ? ["The scaler's log names no cause: the capacity was there, or about to be."]
      : []),
    ...job.notes,
    ...failed.map((line) => style('yellow', line)),
    ...(shown.length === 0 ? [] : ['', 'What the scaler did meanwhile:', ...shown]),
  ];
  return [style('bold', fleet), ...lines.map((line) => (line ? INDENT + line : line))].join('\n');
}

function describeTimes({ id, state, firstSeenAt, endedAt, waitedSeconds, instance }: JobExplanation): string {
  const waited = waitedSeconds === undefined ? '' : `, ${waitedSeconds} s after the scaler first saw it`;
  switch (state) {
    case 'queued':
      return firstSeenAt === undefined
        ? `Job ${id} is queued.`
        : `Job ${id} has been queued since ${clock(firstSeenAt)} UTC: ${waitedSeconds} s so far.`;
    case 'started':
      return `Job ${id} started at ${endedAt && clock(endedAt)} UTC on ${instance}${waited}.`;
    case 'left':
      return `Job ${id} left the queue at ${endedAt && clock(endedAt)} UTC${waited}.`;
    case 'unseen':
      return `Nothing is known of job ${id}.`;
  }
}
