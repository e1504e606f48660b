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
 * The task or handler that ended a playbook, and its message; of a loop, one for each item. Nothing for a playbook that
 * ended well. `lines` are as Ansible printed them, but for new lines in a result.
 */
export function ansibleFaults(lines: readonly string[]): Found | undefined {
  let heading = '';
  let current: Failure | undefined;
  let failures: Failure[] = [];
  // One failure ends a playbook; those before it were rescued. What follows in `always` may fail too: then the recap tells two.
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
