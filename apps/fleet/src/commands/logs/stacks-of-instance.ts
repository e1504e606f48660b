import { ConfigurationError } from '@agent-aws-stack/config';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { ask, type AwsClients } from '../../aws/clients.ts';
import { unlessAbsent } from '../../aws/unless-absent.ts';
import type { StackOptions } from '../../cli/common-options.ts';
import type { Shell } from '../../cli/shell.ts';
import { chosenFleets } from '../../fleets/chosen-fleets.ts';
import { STACK_TAG } from '../../observe/stack-tag.ts';

/**
 * The stacks to which an instance may belong: those that the options name, else those of the configuration, else the stack that
 * the instance's tag names. EC2 forgets an instance about an hour after its termination:
 * https://aws-amplify.github.io/aws-sdk-android/docs/reference/com/amazonaws/services/ec2/model/TerminateInstancesRequest.html
 * @throws UsageError, AwsError
 */
export async function stacksOfInstance(
  { ec2 }: Pick<AwsClients, 'ec2'>,
  id: string,
  options: StackOptions,
  shell: Shell,
): Promise<readonly string[]> {
  const named = options.stack ?? configuredStacks(options, shell);
  if (named.length > 0) return named;
  const command = new DescribeInstancesCommand({ InstanceIds: [id] });
  const found = await unlessAbsent(
    ask('ec2:DescribeInstances', `instance ${id}`, (call) => ec2.send(command, call)),
    /^InvalidInstanceID/,
  );
  const tags = found?.Reservations?.[0]?.Instances?.[0]?.Tags ?? [];
  return tags.flatMap(({ Key, Value }) => (Key === STACK_TAG && Value !== undefined ? [Value] : []));
}

/** The stacks of the configuration; none if it is not valid, because the logs of an instance can be read without it. */
function configuredStacks(options: StackOptions, shell: Shell): readonly string[] {
  try {
    return chosenFleets(options, shell).map(({ stackName }) => stackName);
  } catch (error) {
    if (error instanceof ConfigurationError) return [];
    throw error;
  }
}
