import { ansibleMessage } from './ansible-result.ts';
import type { Found } from './found.ts';

const HEADING = /^(TASK|RUNNING HANDLER) \[(.*)\] \*/;
const FAILED = /^(?:fatal|failed): \[[^\]]*\](?:: \w+!)?(?: \(item=(.*?)\))? => (\{.*)$/s;
const RECAP = /\bunreachable=(\d+)\s+failed=(\d+)/;

/** A task or handler that failed. */
interface Failure {
  readonly told: string[];
  at: number;
}

/**
 * The task or handler that ended a playbook, and its message, or in a loop one for each item. Empty for a playbook that
 * succeeded. `lines` are as Ansible printed them, except for newlines in a result.
 */
export function ansibleFaults(lines: readonly string[]): Found | undefined {
  let heading = '';
  let current: Failure | undefined;
  let failures: Failure[] = [];
  // One failure ends a playbook; earlier ones were rescued. A task in `always` may fail after it: then the recap counts two.
  let ended = 1;
  for (const [at, line] of lines.entries()) {
    const [, kind, name] = HEADING.exec(line) ?? [];
    if (name !== undefined) {
      heading = `Ansible, ${kind === 'TASK' ? 'task' : 'handler'} "${name}"`;
      current = undefined;
    }
    const [, item, start] = FAILED.exec(line) ?? [];
    if (start !== undefined) {
      if (current === undefined) failures.push((current = { told: [], at }));
      const which = item === undefined ? '' : ` (${item})`;
      current.told.push(`${heading}${which}: ${ansibleMessage(start, lines.slice(at + 1))}`);
      current.at = at;
    }
    if (line === '...ignoring') failures = failures.filter((failure) => failure !== current);
    const [, unreachable, failed] = RECAP.exec(line) ?? [];
    if (failed !== undefined) ended = Number(unreachable) + Number(failed);
  }
  const last = ended > 0 ? failures.slice(-ended) : [];
  const { at } = last.at(-1) ?? {};
  return at === undefined ? undefined : { told: last.flatMap(({ told }) => told), at };
}
