import { awsClients } from '../../../aws/clients.ts';
import { ReportedFailure, UsageError, UserError } from '../../../cli/errors.ts';
import { fullCommandForFleet, fullCommandWith } from '../../../cli/full-command.ts';
import type { Shell } from '../../../cli/shell.ts';
import { parseSince } from '../../../cli/since.ts';
import { lookupFailed } from '../../../observe/fact.ts';
import { observedFleets } from '../../../observe/observed-fleets.ts';
import { renderNotDeployed } from '../../../render/not-deployed.ts';
import { clock } from '../../../render/render-entry.ts';
import { isComplete, plainExplanation } from '../plain-explanation.ts';
import { readExplanation, type FleetExplanation } from '../read-explanation.ts';
import { renderExplanation } from '../render-explanation.ts';
import type { ExplainOptions } from '../show-explanation.ts';
import { explainJob, plainJob, type JobExplanation } from './explain-job.ts';
import type { JobTraces } from './job-traces.ts';
import { readJob } from './read-job.ts';
import { renderJob } from './render-job.ts';

const JOB_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Explains what became of a job. Shows the fleets that know of the job, and the fleets about which something could not be read.
 * @throws UsageError if the text is not a job's id; UserError if no fleet knows of the job; what `showExplanation` throws
 */
export async function showJob(
  options: ExplainOptions & { readonly job: string },
  shell: Shell,
): Promise<void> {
  const id = options.job.toLowerCase();
  if (!JOB_ID.test(id))
    throw new UsageError(
      '--job',
      `${options.job} is not the id of a job`,
      "It looks like 1f2e3d4c-5b6a-4978-8c9d-0e1f2a3b4c5d. The address of the job's page in Semaphore ends in it",
    );
  const { since: wanted = '1d' } = options;
  const at = shell.now();
  const since = parseSince(wanted, at);
  if (since === undefined)
    throw new UsageError('--since', `${wanted} is not a time`, 'Write 30s, 10m, 2h, 1d or an ISO date');
  const aws = awsClients(shell.env);
  const fleets = await observedFleets(aws, options, shell);
  const found = await Promise.all(
    fleets.map(async (fleet) => {
      const fullCommand = fullCommandForFleet(options, fleet.stackName, fleets.length);
      const [now, traces] = await Promise.all([
        readExplanation(aws, fleet, at, fullCommand),
        readJob(aws, fleet, { id, since, at }, fullCommand),
      ]);
      return { fullCommand, now, traces, job: explainJob({ id, at }, traces) };
    }),
  );
  shell.report({ fleets: found.map(({ now, job }) => ({ ...plainExplanation(now), job: plainJob(job) })) });
  const seen = found.filter(({ job }) => job.state !== 'unseen');
  const unsure = found.filter((each) => !isSure(each));
  if (seen.length === 0 && unsure.length === 0)
    throw new UserError(
      `job ${id}`,
      `${found.map(({ now }) => now.fleet).join(', ')}: nothing known of it since ${clock(since)} UTC: it is not queued, the scaler has measured no wait, and no agent's log names it`,
      `Check that the job's agent type is this fleet's, or look further back: ${fullCommandWith(options)(`explain --job ${id} --since 7d`)}`,
    );
  if (!options.json) {
    const shown = seen.length === 0 ? found : found.filter((each) => seen.includes(each) || !isSure(each));
    const texts = shown.map(({ now, job, traces, fullCommand }) =>
      !now.isDeployed
        ? renderNotDeployed(now, shell, fullCommand)
        : [
            renderJob(now.fleet, job, traces, shell),
            ...(job.state === 'queued' ? [renderExplanation(now, shell, fullCommand)] : []),
          ].join('\n\n'),
    );
    shell.out(`${texts.join('\n\n')}\n`);
  }
  if (unsure.length > 0) throw new ReportedFailure();
}

interface Found {
  readonly now: FleetExplanation;
  readonly traces: JobTraces;
  readonly job: JobExplanation;
}

/**
 * Whether everything that is shown of the fleet could be looked up. What the scaler would do now counts only if the job is queued, because otherwise
 * it is not shown.
 */
const isSure = ({ now, traces, job }: Found): boolean =>
  now.isDeployed && !Object.values(traces).some(lookupFailed) && (job.state !== 'queued' || isComplete(now));
