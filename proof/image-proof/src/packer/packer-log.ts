import { linesOf, parsePackerLine } from '@agent-aws-stack/images';

/** The result of a playbook. */
export interface PlaybookResult {
  readonly result: 'succeeded' | 'failed' | 'not run';
  readonly changed: number;
  /** Names of the tasks that changed something. */
  readonly changes: readonly string[];
  /** The part of the output that explains a failure. */
  readonly failure: string;
}

/** Parses the result of a build's first playbook from Packer's output. */
export function playbookOf(log: string): PlaybookResult {
  const output = log
    .split('\n')
    .map(parsePackerLine)
    .flatMap((event) => (event?.kind === 'text' ? linesOf(event) : []))
    .join('\n');
  const recap = /\bok=\d+\s+changed=(\d+)\s.*\bfailed=(\d+)/.exec(output);
  return {
    result: recap === null ? 'not run' : recap[2] === '0' ? 'succeeded' : 'failed',
    changed: Number(recap?.[1] ?? 0),
    changes: changedTasks(output.slice(0, recap?.index)),
    failure: output.slice(Math.max(0, output.search(/\[ERROR\]|fatal:/))).slice(0, 3_000),
  };
}

function changedTasks(output: string): readonly string[] {
  let task = '';
  const changes: string[] = [];
  for (const line of output.split('\n')) {
    task = /^TASK \[(.*)\] \*/.exec(line)?.[1] ?? task;
    if (line.startsWith('changed:')) changes.push(task);
  }
  return changes;
}
