import { linesOf, parsePackerLine } from '@agent-aws-stack/images';

/** What became of a playbook. */
export interface Recap {
  readonly ended: 'well' | 'badly' | 'never';
  readonly changed: number;
  /** Names of the tasks that changed something. */
  readonly changes: readonly string[];
  /** What a reader needs of the output when it failed. */
  readonly failure: string;
}

/** What the first playbook came to in a build, by what Packer printed. */
export function playbookOf(log: string): Recap {
  const output = log
    .split('\n')
    .map(parsePackerLine)
    .flatMap((event) => (event?.kind === 'text' ? linesOf(event) : []))
    .join('\n');
  const recap = /\bok=\d+\s+changed=(\d+).*\bfailed=(\d+)/.exec(output);
  return {
    ended: recap === null ? 'never' : recap[2] === '0' ? 'well' : 'badly',
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
