import { awsClients } from '../../../aws/clients.ts';
import type { Shell } from '../../../cli/shell.ts';
import { settle } from '../../../observe/settle.ts';
import { consoleOutput, instanceLogGroups, readInstanceLog } from '../../../observe/instance-log.ts';

const LINES = 15;
const LOOK_BACK_MS = 2 * 3_600_000;

/** The last lines of an instance's log or, if CloudWatch has none, of its console output; else one line that says why there are none. */
export async function canaryLog(
  stackName: string,
  instance: string,
  { env, now }: Pick<Shell, 'env' | 'now'>,
): Promise<readonly string[]> {
  const aws = awsClients(env);
  const since = new Date(now().getTime() - LOOK_BACK_MS);
  const read = async (): Promise<readonly string[]> => {
    const groups = await instanceLogGroups(aws);
    const logged = await readInstanceLog(aws, groups, { id: instance, stackNames: [stackName] }, since);
    if (logged.length > 0) return logged.map(({ text }) => text);
    return (await consoleOutput(aws, instance)).split('\n').filter((line) => line.trim() !== '');
  };
  const lines = await settle(read());
  if (!lines.known) return [`its log could not be read: ${lines.why}`];
  return lines.value.length === 0 ? ['it has no log and no console output yet'] : lines.value.slice(-LINES);
}
