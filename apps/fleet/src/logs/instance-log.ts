import { paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { GetConsoleOutputCommand } from '@aws-sdk/client-ec2';
import { ask, type AwsClients } from '../aws/clients.ts';
import { collect } from '../aws/collect.ts';
import { unlessAbsent } from '../doctor/gather/settle.ts';
import { readLog, type LogLine } from './read-log.ts';

/** Where every image of this project, and of the JavaScript one, sends its logs. */
const PREFIX = '/semaphore/';

export async function instanceLogGroups({ logs }: AwsClients): Promise<readonly string[]> {
  const pages = paginateDescribeLogGroups({ client: logs }, { logGroupNamePrefix: PREFIX });
  const resource = `log groups under ${PREFIX}`;
  const groups = await collect('logs:DescribeLogGroups', resource, pages, ({ logGroups }) => logGroups);
  return groups.flatMap(({ logGroupName }) => logGroupName ?? []);
}

/** What an instance logged, from all of its logs, in order of time. Its streams are named after it. */
export async function readInstanceLog(
  aws: AwsClients,
  groups: readonly string[],
  instanceId: string,
  since: Date,
): Promise<readonly LogLine[]> {
  const logs = await Promise.all(
    groups.map((group) =>
      unlessAbsent(readLog(aws, { group, since, streamPrefix: instanceId }), /^ResourceNotFoundException$/),
    ),
  );
  return logs.flatMap((lines) => lines ?? []).sort((one, other) => one.at.getTime() - other.at.getTime());
}

/** What the instance wrote to its console, for one that never got as far as CloudWatch; empty when there is nothing. */
export async function consoleOutput({ ec2 }: AwsClients, instanceId: string): Promise<string> {
  const found = await unlessAbsent(
    ask('ec2:GetConsoleOutput', `instance ${instanceId}`, (options) =>
      ec2.send(new GetConsoleOutputCommand({ InstanceId: instanceId }), options),
    ),
    /^InvalidInstanceID/,
  );
  return Buffer.from(found?.Output ?? '', 'base64')
    .toString('utf8')
    .trimEnd();
}
