import { ansibleMessage } from './ansible-result.ts';
import type { Faults } from './faults.ts';

const HEADING = /^(TASK|RUNNING HANDLER) \[(.*)\] \*/;
const FAILED = /^(?:fatal|failed): \[[^\]]*\](?:: \w+!)?(?: \(item=(.*?)\))? => (\{.*)$/s;
const RECAP = /\bunreachable=(\d+)\s+failed=(\d+)/;

/** A task or handler that failed. */
interface Failure {
  readonly messages: string[];
  line: number;
}

/**
 * The task or handler that ended a playbook, with its message, or one message for each failed item of a loop. Undefined for a
 * playbook that succeeded.
 * @param lines - the lines of Ansible's output. A line may itself contain newlines, because Packer decodes the `\n` in Ansible's results
 */
export function ansibleFaults(lines: readonly string[]): Faults | undefined {
  let heading = '';
  let current: Failure | undefined;
  let failures: Failure[] = [];
  // The recap counts the failures that ended the playbook: one, or two if a task in `always` failed too. They are the last failures in
  // the output; earlier ones were rescued.
  let failedTasks = 1;
  for (const [line, text] of lines.entries()) {
    const [, kind, name] = HEADING.exec(text) ?? [];
    if (name !== undefined) {
      heading = `Ansible, ${kind === 'TASK' ? 'task' : 'handler'} "${name}"`;
      current = undefined;
    }
    const [, item, start] = FAILED.exec(text) ?? [];
    if (start !== undefined) {
      if (current === undefined) failures.push((current = { messages: [], line }));
      const loopItem = item === undefined ? '' : ` (${item})`;
      current.messages.push(`${heading}${loopItem}: ${ansibleMessage(start, lines.slice(line + 1))}`);
      current.line = line;
    }
    if (text === '...ignoring') failures = failures.filter((failure) => failure !== current);
    const [, unreachable, failed] = RECAP.exec(text) ?? [];
    if (failed !== undefined) failedTasks = Number(unreachable) + Number(failed);
  }
  const last = failedTasks > 0 ? failures.slice(-failedTasks) : [];
  const { line } = last.at(-1) ?? {};
  return line === undefined ? undefined : { messages: last.flatMap(({ messages }) => messages), line };
}
