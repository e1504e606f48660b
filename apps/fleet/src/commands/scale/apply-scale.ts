import { isDeepStrictEqual } from 'node:util';
import {
  PutScheduledUpdateGroupActionCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { ask, type AwsClients } from '../../aws/clients.ts';
import { deleteScheduledAction } from '../../aws/delete-scheduled-action.ts';
import { RETURN_ACTION } from '../../observe/scheduled-actions.ts';
import type { ScalePlan, WantedSizes } from './plan-scale.ts';

/**
 * Changes the group. With `forMs`, schedules the return first: if the change then fails, the return sets only limits that the group already has.
 * Without `forMs`, a scheduled return can only lose limits by the change. So it is updated or deleted after the group has changed.
 * @throws AwsError
 */
export async function applyScale(
  { autoScaling }: Pick<AwsClients, 'autoScaling'>,
  group: string,
  plan: ScalePlan,
  { min, max, desired, forMs }: WantedSizes,
): Promise<void> {
  const resource = `group ${group}`;
  const scheduleReturn = async (): Promise<void> => {
    const put = new PutScheduledUpdateGroupActionCommand({
      ...{ AutoScalingGroupName: group, ScheduledActionName: RETURN_ACTION, ...actionOf(plan) },
    });
    await ask('autoscaling:PutScheduledUpdateGroupAction', resource, (options) =>
      autoScaling.send(put, options),
    );
  };
  const { scaleReturn, replaced } = plan;
  const isNew = scaleReturn !== undefined && !isDeepStrictEqual(scaleReturn, replaced);
  if (isNew && forMs !== undefined) await scheduleReturn();
  const update = new UpdateAutoScalingGroupCommand({
    ...{ AutoScalingGroupName: group, MinSize: min, MaxSize: max, DesiredCapacity: desired },
  });
  await ask('autoscaling:UpdateAutoScalingGroup', resource, (options) => autoScaling.send(update, options));
  if (isNew && forMs === undefined) await scheduleReturn();
  if (scaleReturn === undefined && replaced !== undefined)
    await deleteScheduledAction({ autoScaling }, group, RETURN_ACTION);
}

/**
 * The time and the limits of the scheduled action. If it updates an action, it names every limit of that action: a limit that no longer returns
 * gets its new value. So it does not matter whether AWS keeps the limits that an update leaves out. AWS's current reference does not say. An older
 * one, from which the linked page was generated, says that AWS keeps them:
 * https://hackage.haskell.org/package/amazonka-autoscaling-1.4.2/docs/Network-AWS-AutoScaling-PutScheduledUpdateGroupAction.html
 */
function actionOf({ after, scaleReturn, replaced }: ScalePlan) {
  const limit = (name: 'min' | 'max') =>
    scaleReturn?.[name] ?? (replaced?.[name] === undefined ? undefined : after[name]);
  return { StartTime: scaleReturn?.at, MinSize: limit('min'), MaxSize: limit('max') };
}
