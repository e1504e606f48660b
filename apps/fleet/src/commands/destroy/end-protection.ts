import { SetInstanceProtectionCommand, UpdateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import { AwsError } from '@agent-aws-stack/aws-clients';
import { GROUP_IDS } from '@agent-aws-stack/contract';
import { ask, awsClients, type AwsClients } from '../../aws/clients.ts';
import { UserError } from '../../cli/errors.ts';
import type { Shell } from '../../cli/shell.ts';
import { LookupSkippedError } from '../../observe/fact.ts';
import { groupOf, type GroupInstance } from '../../observe/group.ts';

/** The most instances of one call: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_SetInstanceProtection.html */
const BATCH = 50;
const LOOK_AGAIN_AFTER_MS = 5_000;
/** How many times to look while instances are starting. This assumes that AWS can end the protection only of instances in service. */
const LOOKS = 120;

/**
 * Ends the protection from scale-in of a fleet's instances, and sets the limits of its groups to 0 so that no others are launched.
 * CloudFormation deletes a group after its instances have terminated, and so would wait until the agents of protected instances disconnect:
 * https://github.com/aws/aws-cdk/issues/14732. Does nothing to a group that protects no instances.
 * @throws UserError if AWS refuses
 */
export async function endProtection(
  stackName: string,
  { env, sleep }: Pick<Shell, 'env' | 'sleep'>,
  showLine: (line: string) => void,
): Promise<void> {
  const aws = awsClients(env);
  try {
    const names = await Promise.all(GROUP_IDS.map((id) => aws.stacks.physicalId(stackName, id)));
    for (const name of names) if (name !== undefined) await endProtectionOf(name, aws, sleep, showLine);
  } catch (error) {
    if (error instanceof LookupSkippedError) return;
    if (!(error instanceof AwsError)) throw error;
    const lines = [
      'was not deleted, because its instances are protected from scale-in and the protection could not be ended',
      `  ${error.message}`,
      '  Use credentials with the permissions of deployer-policy.json, or wait until the agents have disconnected',
    ];
    throw new UserError(`stack ${stackName}`, lines.join('\n'), undefined, { cause: error });
  }
}

async function endProtectionOf(
  name: string,
  aws: AwsClients,
  sleep: Shell['sleep'],
  showLine: (line: string) => void,
): Promise<void> {
  const describe = () => groupOf(aws, { main: name, onDemand: undefined });
  const group = await describe();
  if (!group.protectsNewInstances && !group.instances.some(isProtected)) return;
  showLine('Ending the protection of instances from scale-in');
  await stopLaunches(aws, name);
  for (let look = 0; look < LOOKS; look++) {
    const { instances } = await describe();
    const left = instances.filter(isProtected);
    await unprotect(
      aws,
      name,
      left.filter(({ lifecycle }) => lifecycle === 'InService').map(({ id }) => id),
    );
    if (left.every(({ lifecycle }) => lifecycle === 'InService')) return;
    await sleep(LOOK_AGAIN_AFTER_MS);
  }
}

const isProtected = ({ protectedFromScaleIn, lifecycle }: GroupInstance): boolean =>
  protectedFromScaleIn && !lifecycle.startsWith('Terminating');

async function stopLaunches({ autoScaling }: AwsClients, name: string): Promise<void> {
  const none = { MinSize: 0, MaxSize: 0, DesiredCapacity: 0, NewInstancesProtectedFromScaleIn: false };
  const command = new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: name, ...none });
  await ask('autoscaling:UpdateAutoScalingGroup', `group ${name}`, (options) =>
    autoScaling.send(command, options),
  );
}

async function unprotect({ autoScaling }: AwsClients, name: string, ids: readonly string[]): Promise<void> {
  for (let start = 0; start < ids.length; start += BATCH) {
    const command = new SetInstanceProtectionCommand({
      AutoScalingGroupName: name,
      InstanceIds: ids.slice(start, start + BATCH),
      ProtectedFromScaleIn: false,
    });
    await ask('autoscaling:SetInstanceProtection', `group ${name}`, (options) =>
      autoScaling.send(command, options),
    );
  }
}
