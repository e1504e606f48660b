import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { rolloutParameterName, writeRollout } from '@agent-aws-stack/contract';
import { ask, type AwsClients } from '../../../aws/clients.ts';
import { rolloutOf } from '../../../observe/rollout.ts';

/** Begins the rollout that a deployment has written as paused. Does nothing if the rollout is not paused. @throws AwsError, UserError */
export async function beginRollout(
  aws: Pick<AwsClients, 'ssm'>,
  stackName: string,
  now: Date,
): Promise<void> {
  const rollout = await rolloutOf(aws, stackName);
  if (rollout?.pausedAt === undefined) return;
  const name = rolloutParameterName(stackName);
  const Value = writeRollout({ ...rollout, startedAt: now.getTime(), pausedAt: undefined });
  // Names the tier, as `rollout resume` does: the account's default tier may be advanced, which costs money.
  const put = new PutParameterCommand({ Name: name, Value, Overwrite: true, Tier: 'Standard' });
  await ask('ssm:PutParameter', `parameter ${name}`, (sending) => aws.ssm.send(put, sending));
}
