import { ParameterNotFoundError } from '@agent-aws-stack/aws-clients';
import { readRollout, rolloutParameterName, type Rollout } from '@agent-aws-stack/contract';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { ask, type AwsClients } from '../aws/clients.ts';
import { UserError } from '../cli/errors.ts';

/** A rollout with its start. If the document has no start, the start is the time when the parameter was last written. */
export interface WrittenRollout extends Rollout {
  readonly startedAt: number;
}

/** The rollout of a fleet, with its start; undefined if it has none. @throws AwsError; UserError if the parameter holds something other than a rollout */
export async function rolloutOf(
  { ssm }: Pick<AwsClients, 'ssm'>,
  stackName: string,
): Promise<WrittenRollout | undefined> {
  const name = rolloutParameterName(stackName);
  try {
    const { Parameter: found } = await ask('ssm:GetParameter', `parameter ${name}`, (options) =>
      ssm.send(new GetParameterCommand({ Name: name }), options),
    );
    const rollout = readRollout(found?.Value ?? '');
    if (rollout === undefined)
      throw new UserError(
        `parameter ${name}`,
        'is not a rollout, so no instance leaves',
        'Delete the parameter from SSM and from the stack: deploy once without SEMAPHORE_AGENT_IMAGE_ROLLOUT, then with it',
      );
    const startedAt = rollout.startedAt ?? found?.LastModifiedDate?.getTime() ?? 0;
    // A deployment with a canary writes a pause whose time is before the rollout's start. Such a pause counts from the start.
    const pausedAt = rollout.pausedAt === undefined ? undefined : Math.max(rollout.pausedAt, startedAt);
    return { ...rollout, startedAt, pausedAt };
  } catch (error) {
    if (error instanceof ParameterNotFoundError) return undefined;
    throw error;
  }
}
