import { AccessDeniedError } from '@agent-aws-stack/aws-clients';
import { DescribeInstanceInformationCommand } from '@aws-sdk/client-ssm';
import { ask, type AwsClients } from '../../aws/clients.ts';
import { UserError } from '../../cli/errors.ts';

/**
 * Checks that Systems Manager can reach an instance. Returns also if the permission to look that up is missing, because `start-session` then
 * reports a lost connection itself.
 * @throws UserError if Systems Manager cannot reach the instance, AwsError
 */
export async function expectManaged(
  { ssm }: Pick<AwsClients, 'ssm'>,
  instance: string,
  doctor: string,
): Promise<void> {
  const command = new DescribeInstanceInformationCommand({
    Filters: [{ Key: 'InstanceIds', Values: [instance] }],
  });
  try {
    const { InstanceInformationList: [found] = [] } = await ask(
      'ssm:DescribeInstanceInformation',
      `instance ${instance}`,
      (options) => ssm.send(command, options),
    );
    if (found?.PingStatus === 'Online') return;
    const remedy = `It needs a route to ssm, ssmmessages and ec2messages (${doctor}), the SSM Agent in its image, and the permissions of the fleet's role`;
    throw found === undefined
      ? new UserError(
          `instance ${instance}`,
          'is not registered with Systems Manager',
          `Right after the launch, wait a minute. ${remedy}`,
        )
      : new UserError(
          `instance ${instance}`,
          `has lost its connection to Systems Manager (${found.PingStatus})`,
          remedy,
        );
  } catch (error) {
    if (!(error instanceof AccessDeniedError)) throw error;
  }
}
