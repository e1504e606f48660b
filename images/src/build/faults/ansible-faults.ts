/** What a module gives of a failure. */
interface Result {
  readonly msg?: unknown;
  readonly stderr?: unknown;
  readonly stdout?: unknown;
  /** In place of all else, where a task may not log. */
  readonly censored?: unknown;
}

const TASK = /^TASK \[(.*)\] \*/;
const FAILED = /^(?:fatal|failed): \[[^\]]*\](?:: \w+!)?(?: \(item=(.*?)\))? => (\{.*)$/s;
const RECAP = /\bunreachable=(\d+)\s+failed=(\d+)/;
/** A message that says no more than that there was a failure: the program's own last words do. */
const SAYS_NOTHING = /^non-zero return code|^MODULE FAILURE/;

/**
 * The task that ended a playbook, and its message; of a loop, one for each item. None for a playbook that ended well.
 * `lines` are as Ansible printed them, but for new lines in a result.
 */
export function ansibleFaults(lines: readonly string[]): readonly string[] {
  let task = '';
  let faults: string[] = [];
  for (const [index, line] of lines.entries()) {
    const next = TASK.exec(line)?.[1];
    if (next !== undefined) {
      task = next;
      // A task that failed before another one was rescued.
      faults = [];
    }
    const [, item, start] = FAILED.exec(line) ?? [];
    if (start !== undefined) {
      const which = item === undefined ? '' : ` (${item})`;
      faults.push(`Ansible, task "${task}"${which}: ${messageOf(resultFrom(start, lines.slice(index + 1)))}`);
    }
    if (line === '...ignoring') faults = [];
    const [, unreachable, failed] = RECAP.exec(line) ?? [];
    if (unreachable === '0' && failed === '0') faults = [];
  }
  return faults;
}

/** A result is on one line, or ends with a brace that stands alone. */
function resultFrom(start: string, rest: readonly string[]): string {
  if (start === '{') return [start, ...rest.slice(0, rest.indexOf('}') + 1)].join(' ');
  // Packer has made new lines of the escapes in its strings.
  return start.replaceAll('\n', '\\n');
}

function messageOf(text: string): string {
  let result: Result;
  try {
    result = JSON.parse(text) as Result;
  } catch {
    return text;
  }
  const { msg, stderr, stdout, censored } = result;
  const message = String(msg ?? censored ?? text);
  if (!SAYS_NOTHING.test(message)) return message;
  const lastWords = [stderr, stdout].map(lastLine).find((words) => words !== '');
  return lastWords === undefined ? message : `${message}: ${lastWords}`;
}

const lastLine = (text: unknown): string =>
  typeof text === 'string' ? (text.trim().split('\n').at(-1) ?? '') : '';
