import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '@agent-aws-stack/aws-clients';
import { awsClients } from '../../aws/clients.ts';
import { deleteScheduledAction } from '../../aws/delete-scheduled-action.ts';
import { UserError } from '../../cli/errors.ts';
import type { FullCommand } from '../../cli/full-command.ts';
import type { Shell } from '../../cli/shell.ts';
import { scaleReturnOf } from '../../observe/scale-return.ts';
import { RETURN_ACTION, scheduledActionsOf } from '../../observe/scheduled-actions.ts';
import type { EndedScale } from '../../planning/ended-scale.ts';

/**
 * Deletes the scheduled return of a `scale --for` that a deployment has ended. The return would set the limits that the fleet had before `scale`.
 * Keeps a return that another `scale` has scheduled since the plan.
 * @throws UserError if AWS refuses
 */
export async function deleteReturn(
  { group, configured: { min, max }, scaleReturn }: EndedScale,
  stackName: string,
  { env }: Pick<Shell, 'env'>,
  fullCommand: FullCommand,
): Promise<void> {
  const aws = awsClients(env);
  try {
    const present = scaleReturnOf(await scheduledActionsOf(aws, group));
    if (isDeepStrictEqual(present, scaleReturn)) await deleteScheduledAction(aws, group, RETURN_ACTION);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const remove = `aws autoscaling delete-scheduled-action --auto-scaling-group-name ${group} --scheduled-action-name ${RETURN_ACTION}`;
    const lines = [
      `was deployed, with limits from ${min} to ${max}, but the return of \`scale --for\` was not deleted, and will change them`,
      `  ${error.message}`,
      `  Delete it: ${fullCommand(remove)}`,
    ];
    throw new UserError(`stack ${stackName}`, lines.join('\n'), undefined, { cause: error });
  }
}
