import type { Command } from 'commander';
import { fleetCommand, withStackOptions, withYes } from '../../cli/common-options.ts';
import { duration } from '../../cli/duration.ts';
import { runIn } from '../../cli/environment.ts';
import type { Shell } from '../../cli/shell.ts';
import { wholeNumber } from '../../cli/whole-number.ts';
import type { ScaleOptions } from './scale.ts';

const size = wholeNumber(0, 100_000);

/**
 * Scheduled actions may run two minutes late, so a time of less than five minutes would be too inexact. An older API reference allowed at most a month:
 * https://docs.rs/rusoto_autoscaling/0.33.0/rusoto_autoscaling/struct.ScheduledUpdateGroupAction.html
 */
const time = duration('5m', '30d');

/** `scale`: changes the sizes of a fleet's Auto Scaling group, for a time or until something else changes them. */
export function scaleCommand(shell: Shell): Command {
  return withYes(withStackOptions(fleetCommand('scale', 'scale --min 4 --max 20 --for 2h')))
    .description('changes how many instances a fleet may have, without a deployment')
    .option('--min <count>', 'minimum size of the Auto Scaling group', size)
    .option('--max <count>', 'maximum size', size)
    .option('--desired <count>', 'desired capacity: how many instances to run now', size)
    .option(
      '--for <time>',
      'set --min and --max back after this time, from 5m to 30d; for example 30m, 2h or 1d',
      time,
    )
    .addHelpText('after', HELP)
    .action(
      runIn(shell, async (shell, options: ScaleOptions) => {
        const { scale } = await import('./scale.ts');
        await scale(options, shell);
      }),
    );
}

const HELP = `
Without --for, a new minimum or maximum lasts until a deployment sets the configured one, or until one of the fleet's schedules changes it.
With --for, a scheduled action of the group sets the old one again, so your machine can be off by then. The action may run two minutes late.
Another scale command replaces it.

When jobs wait, the scaler raises the desired capacity, up to the maximum. An agent without a job leaves after its idle timeout, and the
desired capacity falls by one, down to the minimum. So --min keeps agents ready; --desired starts agents that leave if they find no job.

If the capacity must fall, Auto Scaling terminates instances without regard to their jobs, unless they are protected from scale-in
(SEMAPHORE_AGENT_ASG_NEW_INSTANCES_PROTECTED_FROM_SCALE_IN). The command asks first.`;
