import type { Command } from 'commander';
import { fleetCommand, withStackOptions } from '../../cli/common-options.ts';
import { duration } from '../../cli/duration.ts';
import { runIn } from '../../cli/environment.ts';
import type { Shell } from '../../cli/shell.ts';
import type { RunOptions } from './run.ts';

/** `run`: waits for the fleet's next job and follows it until an agent logs it. */
export function runCommand(shell: Shell): Command {
  return withStackOptions(fleetCommand('run', 'run --fleet linux-ci --timeout 15m'))
    .description("waits for the fleet's next job, and shows how it gets to an agent")
    .option(
      '--timeout <time>',
      'give up after this time: 90s, 15m, 2h (default: wait until Ctrl-C)',
      duration('10s', '7d'),
    )
    .addHelpText('after', HELP)
    .action(
      runIn(shell, async (shell, options: RunOptions) => {
        const { run } = await import('./run.ts');
        await run(options, shell);
      }),
    );
}

const HELP = `
The command cannot queue a job, because the registration token does not allow that. Start a pipeline that names the fleet's agent type. The
command prints each step with the time since it first saw the job, and exits with 0 at the last one:
  queued      Semaphore lists the job as queued; if several are, the command follows the oldest
  raised      the desired capacity of the Auto Scaling group has risen
  launched    the group has a new instance
  registered  Semaphore knows one more agent
  started     the job is no longer queued
  logged      an agent has logged the job in CloudWatch, some seconds after it started it

If an idle agent takes the job, nothing is raised, launched or registered; if it takes the job at once, even queued is left out. In a fleet
with other jobs, raised, launched and registered may be due to the other jobs. With --format json, the command prints one JSON object per
step.`;
