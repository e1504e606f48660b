import { awsClients } from '../../aws/clients.ts';
import { printIdentity } from '../../aws/print-identity.ts';
import type { ChangeOptions, StackOptions } from '../../cli/common-options.ts';
import { confirm } from '../../cli/confirm.ts';
import { UsageError, UserError } from '../../cli/errors.ts';
import { fullCommandWith } from '../../cli/full-command.ts';
import type { Shell } from '../../cli/shell.ts';
import { deployedGroup } from '../../observe/deployed-group.ts';
import { onlyFleet } from '../../observe/only-fleet.ts';
import { scaleReturnOf } from '../../observe/scale-return.ts';
import { scheduledActionsOf } from '../../observe/scheduled-actions.ts';
import { applyScale } from './apply-scale.ts';
import { dangersOf } from './dangers.ts';
import { planScale, refuseContradictions, type WantedSizes } from './plan-scale.ts';
import { renderResult, renderScale } from './render-scale.ts';
import { scheduledLimits } from './scheduled-limits.ts';

export interface ScaleOptions extends StackOptions, ChangeOptions {
  readonly min?: number;
  readonly max?: number;
  readonly desired?: number;
  /** Milliseconds. */
  readonly for?: number;
}

/**
 * Changes the sizes of one fleet's group. Prints the change first, and asks for confirmation if the change may terminate running jobs.
 * @throws UsageError, UserError, AwsError, DeclinedError, CancelledError; what `onlyFleet` throws
 */
export async function scale(options: ScaleOptions, shell: Shell): Promise<void> {
  const { min, max, desired, for: forMs } = options;
  const wanted: WantedSizes = { min, max, desired, forMs };
  refuseIncomplete(wanted);
  refuseContradictions(wanted);
  const aws = awsClients(shell.env);
  const { stackName, agent } = await onlyFleet(aws, options, shell, 'each has its own sizes');
  const fullCommand = fullCommandWith(options);
  await printIdentity(aws, shell);
  const group = await deployedGroup(aws, stackName, fullCommand);
  const schedules = await scheduledActionsOf(aws, group.name);
  const replaced = scaleReturnOf(schedules);
  const before = { min: group.min, max: group.max, desired: group.desired };
  const now = shell.now();
  const plan = planScale(before, replaced, wanted, now, (at) => scheduledLimits(schedules, now, at));
  if (forMs !== undefined && plan.scaleReturn !== undefined && group.suspended.includes('ScheduledActions'))
    throw new UserError(
      `group ${group.name}`,
      'its process ScheduledActions is suspended, so the limits would not return after --for',
      `Resume it: ${fullCommand(`aws autoscaling resume-processes --auto-scaling-group-name ${group.name} --scaling-processes ScheduledActions`)}`,
    );
  const dangers = dangersOf(plan, group);
  const context = { hasIdleTimeout: agent.disconnectAfterIdleTimeoutSeconds > 0, style: shell.style };
  shell.err(renderScale(stackName, plan, { dangers, schedules, ...context }));
  if (dangers.length > 0) await confirm(shell, 'Running jobs may be terminated. Scale anyway?', options.yes);
  await applyScale(aws, group.name, plan, wanted);
  const { after, scaleReturn } = plan;
  const report = { group: group.name, before, after, return: scaleReturn ?? null };
  shell.report({ fleets: [{ fleet: stackName, ...report }] });
  if (!options.json) shell.out(renderResult(stackName, after, scaleReturn));
}

function refuseIncomplete({ min, max, desired, forMs }: WantedSizes): void {
  if (min === undefined && max === undefined && desired === undefined)
    throw new UsageError('--min, --max, --desired', 'none of them is given', 'Name a size, such as --min 4');
  if (forMs !== undefined && min === undefined && max === undefined)
    throw new UsageError(
      '--for',
      'is for --min and --max: the desired capacity falls by itself when idle agents disconnect',
      'Leave it out, or keep agents with --min',
    );
}
