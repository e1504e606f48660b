import type { LogLine } from '@agent-aws-stack/aws-clients/logs';
import { awsClients, type AwsClients } from '../../aws/clients.ts';
import type { StackOptions } from '../../cli/common-options.ts';
import { UsageError, UserError } from '../../cli/errors.ts';
import { fullCommandWith } from '../../cli/full-command.ts';
import { onlyFleet } from '../../observe/only-fleet.ts';
import { followLines } from './follow.ts';
import { consoleOutput, instanceLogGroups, readInstanceLog } from '../../observe/instance-log.ts';
import { clock } from '../../render/render-entry.ts';
import { showDecisions } from './show-decisions.ts';
import { parseSince } from '../../cli/since.ts';
import { stacksOfInstance } from './stacks-of-instance.ts';
import type { Shell } from '../../cli/shell.ts';

/** Eight hexadecimal digits, or seventeen since 2016: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html */
const INSTANCE_ID = /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;

export interface LogsOptions extends StackOptions {
  readonly instance?: string;
  readonly since?: string;
  readonly follow: boolean;
  readonly all: boolean;
}

/** Shows the scaler's decisions, or the logs of one instance. @throws UserError, AwsError, ConfigurationError */
export async function showLogs(options: LogsOptions, shell: Shell): Promise<void> {
  const wanted = options.since ?? (options.instance === undefined ? '1h' : '1d');
  const since = parseSince(wanted, shell.now());
  if (since === undefined)
    throw new UsageError('--since', `${wanted} is not a time`, 'Write 30s, 10m, 2h, 1d or an ISO date');
  const aws = awsClients(shell.env);
  await (options.instance === undefined
    ? showDecisions(
        aws,
        await onlyFleet(aws, options, shell, 'each has its own scaler'),
        { ...options, since, fullCommand: fullCommandWith(options) },
        shell,
      )
    : showInstance(aws, options.instance, options, since, shell));
}

async function showInstance(
  aws: AwsClients,
  instance: string,
  options: LogsOptions,
  since: Date,
  shell: Shell,
): Promise<void> {
  if (!INSTANCE_ID.test(instance))
    throw new UsageError(
      '--instance',
      `${instance} is not an instance id`,
      'It looks like i-0123456789abcdef0',
    );
  const { json, follow } = options;
  const logged = { id: instance, stackNames: await stacksOfInstance(aws, instance, options, shell) };
  const groups = await instanceLogGroups(aws);
  const read = (from: Date): Promise<readonly LogLine[]> => readInstanceLog(aws, groups, logged, from);
  const lines: object[] = [];
  for await (const { at, group, text } of followLines(read, since, { follow, sleep: shell.sleep })) {
    lines.push({ at, group, text });
    if (json && !follow) continue;
    shell.out(
      json ? JSON.stringify({ at, group, text }) : `${shell.style('dim', `${clock(at)}  ${group}`)}  ${text}`,
    );
  }
  if (lines.length > 0) return shell.report({ result: { instance, lines } });
  const output = await consoleOutput(aws, instance);
  if (output === '')
    throw new UserError(
      `instance ${instance}`,
      `has no log lines since ${clock(since)} UTC, and no console output`,
      'Use an earlier --since; EC2 shows console output some minutes after boot',
    );
  shell.err('CloudWatch has no lines; this is the console output:');
  shell.report({ result: { instance, lines: [{ group: 'console', text: output }] } });
  if (!json) shell.out(output);
}
