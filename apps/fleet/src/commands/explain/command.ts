import type { Command } from 'commander';
import { fleetCommand, withStackOptions } from '../../cli/common-options.ts';
import { runIn } from '../../cli/environment.ts';
import { UsageError } from '../../cli/errors.ts';
import type { Shell } from '../../cli/shell.ts';
import type { ExplainOptions } from './show-explanation.ts';

/** `explain`: prints what the scaler would do now, why, and what it did before; or, with --job, how long a job waited and why. */
export function explainCommand(shell: Shell): Command {
  return withStackOptions(fleetCommand('explain', 'explain --fleet linux-ci'))
    .description('explains what the scaler would do now, and why; with --job, why that job waited')
    .option('--job <id>', 'explain what became of this job instead: since when it waits, or when it started')
    .option(
      '--since <time>',
      'with --job, how far back to look: 30s, 10m, 2h or 1d before now, or an ISO date (default: 1d)',
    )
    .addHelpText('after', HELP)
    .action(
      runIn(shell, async (shell, options: ExplainOptions) => {
        const { job } = options;
        if (job !== undefined) {
          const { showJob } = await import('./job/show-job.ts');
          return await showJob({ ...options, job }, shell);
        }
        if (options.since !== undefined)
          throw new UsageError(
            '--since',
            'has an effect only with --job',
            'Pass --job too, or use logs --since',
          );
        const { showExplanation } = await import('./show-explanation.ts');
        await showExplanation(options, shell);
      }),
    );
}

const HELP = `
--job finds a job by its id, with which the address of its page in Semaphore ends. It asks Semaphore whether the job is queued, and reads when the scaler
first saw it, when the scaler no longer saw it, and which instance's agent logged its start. Then it shows what the scaler decided meanwhile. Times that the
scaler measures are exact to a poll interval.

Not every job leaves a trace: the scaler does not see a job that starts before its next poll, and Semaphore lists only the 500 newest queued jobs. The
command says what it cannot know. It exits with 1 if no fleet knows of the job.`;
