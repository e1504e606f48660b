import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { rolloutParameterName, writeRollout } from '@agent-aws-stack/contract';
import { ask, awsClients } from '../../aws/clients.ts';
import { printIdentity } from '../../aws/print-identity.ts';
import { isBusy } from '../../cdk/stack-status.ts';
import type { StackOptions } from '../../cli/common-options.ts';
import { UserError } from '../../cli/errors.ts';
import { fullCommandWith } from '../../cli/full-command.ts';
import type { Shell } from '../../cli/shell.ts';
import { onlyFleet } from '../../observe/only-fleet.ts';
import { notDeployed } from '../../observe/require-deployed.ts';
import { rolloutOf, type WrittenRollout } from '../../observe/rollout.ts';
import { describeRollout } from './describe-rollout.ts';
import { plainRollout } from './plain-rollout.ts';

/**
 * Pauses or resumes the rollout of one fleet. Changes nothing if the rollout is paused or resumed already.
 * @throws UserError if the fleet is not deployed, has no rollout or its stack is being changed; AwsError; what `onlyFleet` throws
 */
export async function changeRollout(
  change: 'pause' | 'resume',
  options: StackOptions,
  shell: Shell,
): Promise<void> {
  const aws = awsClients(shell.env);
  const { stackName } = await onlyFleet(aws, options, shell, 'each has its own rollout');
  const fullCommand = fullCommandWith(options);
  await printIdentity(aws, shell);
  const stack = await aws.stacks.find(stackName);
  if (stack === undefined) throw notDeployed(stackName, fullCommand);
  // The deployment may write the parameter too, and this command would overwrite that.
  if (isBusy(stack.status))
    throw new UserError(
      `stack ${stackName}`,
      `is being changed by a deployment (${stack.status}); nothing was changed`,
      `Wait until it ends: ${fullCommand('status --watch')}`,
    );
  const rollout = await rolloutOf(aws, stackName);
  if (rollout === undefined)
    throw new UserError(
      `fleet ${stackName}`,
      'has no rollout',
      `Set SEMAPHORE_AGENT_IMAGE_ROLLOUT, then deploy: ${fullCommand('deploy')}`,
    );
  const now = shell.now();
  const changed = change === 'pause' ? paused(rollout, now) : resumed(rollout, now);
  if (changed !== rollout) {
    const name = rolloutParameterName(stackName);
    const put = new PutParameterCommand({
      ...{ Name: name, Value: writeRollout(changed), Overwrite: true },
      // Without this, SSM uses the account's default tier. The advanced tier costs money, and a parameter cannot leave it.
      Tier: 'Standard',
    });
    await ask('ssm:PutParameter', `parameter ${name}`, (sending) => aws.ssm.send(put, sending));
  }
  shell.report({ fleets: [{ fleet: stackName, rollout: plainRollout(changed, now) }] });
  if (!options.json) shell.out(`${stackName}: ${describeRollout(changed, now)}`);
}

const paused = (rollout: WrittenRollout, now: Date): WrittenRollout =>
  rollout.pausedAt === undefined ? { ...rollout, pausedAt: now.getTime() } : rollout;

/** The rollout without its pause: the start moves by the length of the pause. */
function resumed(rollout: WrittenRollout, now: Date): WrittenRollout {
  const { startedAt, pausedAt } = rollout;
  if (pausedAt === undefined) return rollout;
  return { ...rollout, startedAt: startedAt + (now.getTime() - pausedAt), pausedAt: undefined };
}
