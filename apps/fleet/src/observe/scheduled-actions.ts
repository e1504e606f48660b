import { DescribeScheduledActionsCommand } from '@aws-sdk/client-auto-scaling';
import { ask, type AwsClients } from '../aws/clients.ts';

/** A scheduled change of the group's sizes; a size that is undefined stays as it is. */
export interface ScheduledAction {
  readonly name: string;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly desired: number | undefined;
  /** A cron expression or a single time, with its time zone if it has one. */
  readonly when: string;
  /** Undefined for a single action. */
  readonly recurrence?: { readonly cron: string; readonly timeZone: string } | undefined;
  /** When a single action runs, or the earliest time at which a recurring action runs. */
  readonly startsAt: Date | undefined;
}

/** The name of the action with which `scale --for` sets the limits back. A group has at most one action of this name. */
export const RETURN_ACTION = 'fleet-scale-return';

/** The scheduled actions of a group. @throws AwsError */
export async function scheduledActionsOf(
  { autoScaling }: AwsClients,
  group: string,
): Promise<readonly ScheduledAction[]> {
  const command = new DescribeScheduledActionsCommand({ AutoScalingGroupName: group });
  const { ScheduledUpdateGroupActions = [] } = await ask(
    'autoscaling:DescribeScheduledActions',
    `group ${group}`,
    (options) => autoScaling.send(command, options),
  );
  return ScheduledUpdateGroupActions.map((action) => ({
    name: action.ScheduledActionName ?? '',
    min: action.MinSize,
    max: action.MaxSize,
    desired: action.DesiredCapacity,
    when: [action.Recurrence ?? action.StartTime?.toISOString() ?? 'no time', action.TimeZone]
      .filter((part) => part !== undefined)
      .join(' '),
    ...(action.Recurrence !== undefined && {
      recurrence: { cron: action.Recurrence, timeZone: action.TimeZone ?? 'UTC' },
    }),
    startsAt: action.StartTime,
  }));
}
