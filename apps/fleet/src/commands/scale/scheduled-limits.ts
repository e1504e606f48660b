import { lastRun } from '@agent-aws-stack/config';
import { RETURN_ACTION, type ScheduledAction } from '../../observe/scheduled-actions.ts';

/** The limits that the group's scheduled actions set after `from` and until `to`. Undefined ones are not set. */
export function scheduledLimits(
  actions: readonly ScheduledAction[],
  from: Date,
  to: Date,
): { readonly min: number | undefined; readonly max: number | undefined } {
  const runs = actions
    .filter(({ name }) => name !== RETURN_ACTION)
    .map((action) => ({ action, at: lastRunOf(action, to) }))
    .filter(({ at }) => at > from.getTime() && at <= to.getTime())
    .sort((one, other) => one.at - other.at);
  const last = (limit: 'min' | 'max') =>
    runs.findLast(({ action }) => action[limit] !== undefined)?.action[limit];
  return { min: last('min'), max: last('max') };
}

/** When the action last ran, up to `to`; -Infinity if it has not run by then, or if its cron expression has a form that this project does not know. */
function lastRunOf({ recurrence, startsAt }: ScheduledAction, to: Date): number {
  if (recurrence === undefined) return startsAt?.getTime() ?? -Infinity;
  try {
    return lastRun(recurrence, to.getTime()) ?? -Infinity;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return -Infinity;
  }
}
