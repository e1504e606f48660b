import { isDeepStrictEqual } from 'node:util';
import {
  DeleteScheduledActionCommand,
  PutScheduledUpdateGroupActionCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { ask, type AwsClients } from '../../aws/clients.ts';
import { RETURN_ACTION } from '../../observe/scheduled-actions.ts';
import type { ScalePlan, WantedSizes } from './plan-scale.ts';

/**
 * Changes the group. The return is scheduled first, so that a change for a time never lasts because the second call failed; alone,
 * it sets limits that the group has already.
 * @throws AwsError
 */
export async function applyScale(
  { autoScaling }: Pick<AwsClients, 'autoScaling'>,
  group: string,
  { scaleReturn, replaced }: ScalePlan,
  { min, max, desired }: WantedSizes,
): Promise<void> {
  const resource = `group ${group}`;
  if (scaleReturn !== undefined && !isDeepStrictEqual(scaleReturn, replaced)) {
    const put = new PutScheduledUpdateGroupActionCommand({
      AutoScalingGroupName: group,
      ScheduledActionName: RETURN_ACTION,
      StartTime: scaleReturn.at,
      MinSize: scaleReturn.min,
      MaxSize: scaleReturn.max,
    });
    await ask('autoscaling:PutScheduledUpdateGroupAction', resource, (options) =>
      autoScaling.send(put, options),
    );
  }
  const update = new UpdateAutoScalingGroupCommand({
    ...{ AutoScalingGroupName: group, MinSize: min, MaxSize: max, DesiredCapacity: desired },
  });
  await ask('autoscaling:UpdateAutoScalingGroup', resource, (options) => autoScaling.send(update, options));
  if (scaleReturn !== undefined || replaced === undefined) return;
  const remove = new DeleteScheduledActionCommand({
    ...{ AutoScalingGroupName: group, ScheduledActionName: RETURN_ACTION },
  });
  await ask('autoscaling:DeleteScheduledAction', resource, (options) => autoScaling.send(remove, options));
}
