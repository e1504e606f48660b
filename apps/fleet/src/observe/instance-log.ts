import { LogGroupNotFoundError, orUndefined } from '@agent-aws-stack/aws-clients';
import type { LogLine } from '@agent-aws-stack/aws-clients/logs';
import { INSTANCE_LOG_PREFIX, logStreamPrefix } from '@agent-aws-stack/contract';
import { GetConsoleOutputCommand } from '@aws-sdk/client-ec2';
import { ask, type AwsClients } from '../aws/clients.ts';
import { unlessAbsent } from '../aws/unless-absent.ts';
import { printable } from '../cli/printable.ts';

export const instanceLogGroups = ({ logGroups }: Pick<AwsClients, 'logGroups'>): Promise<readonly string[]> =>
  logGroups.names(INSTANCE_LOG_PREFIX);

/**
 * An instance's lines from these log groups, printable and sorted by time. The name of a stream is the instance id, or the name of the
 * fleet's stack, a slash and the id.
 * @param stackNames - the stacks that the instance may belong to
 */
export async function readInstanceLog(
  aws: AwsClients,
  groups: readonly string[],
  { id, stackNames }: { readonly id: string; readonly stackNames: readonly string[] },
  since: Date,
): Promise<readonly LogLine[]> {
  const streams = [id, ...stackNames.map((name) => `${logStreamPrefix(name)}${id}`)];
  const logs = await Promise.all(
    groups.flatMap((group) =>
      streams.map((streamPrefix) =>
        orUndefined(LogGroupNotFoundError, aws.logGroups.lines({ group, since, streamPrefix })),
      ),
    ),
  );
  return logs
    .flatMap((lines) => lines ?? [])
    .map((line) => ({ ...line, text: printable(line.text) }))
    .sort((one, other) => one.at.getTime() - other.at.getTime());
}

/** The instance's console output as printable text; empty if there is no output. EC2 keeps it even if the instance never sent logs to CloudWatch. */
export async function consoleOutput({ ec2 }: AwsClients, instanceId: string): Promise<string> {
  const found = await unlessAbsent(
    ask('ec2:GetConsoleOutput', `instance ${instanceId}`, (options) =>
      ec2.send(new GetConsoleOutputCommand({ InstanceId: instanceId }), options),
    ),
    /^InvalidInstanceID/,
  );
  return printable(Buffer.from(found?.Output ?? '', 'base64').toString('utf8')).trimEnd();
}
