import { DeleteScheduledActionCommand } from '@aws-sdk/client-auto-scaling';
import { ask, type AwsClients } from './clients.ts';

/** Deletes a scheduled action of an Auto Scaling group. @throws AwsError */
export async function deleteScheduledAction(
  { autoScaling }: Pick<AwsClients, 'autoScaling'>,
  group: string,
  name: string,
): Promise<void> {
  const remove = new DeleteScheduledActionCommand({ AutoScalingGroupName: group, ScheduledActionName: name });
  await ask('autoscaling:DeleteScheduledAction', `group ${group}`, (options) =>
    autoScaling.send(remove, options),
  );
}
