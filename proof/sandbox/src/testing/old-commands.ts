import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../paths.ts';

/** A row of the table `Old commands` in docs/upgrade.md. */
export interface OldCommand {
  /** The command of the JavaScript stack. */
  readonly old: string;
  /** The command of this stack; undefined if it has none. */
  readonly line: string | undefined;
}

/** Reads the rows under `## Old commands`, in order. @throws Error for a row that it cannot parse */
export function oldCommands(): readonly OldCommand[] {
  const text = readFileSync(join(workspaceRoot, 'docs/upgrade.md'), 'utf8');
  const [, section = ''] = text.split('\n## Old commands\n');
  const [table = ''] = section.split('\n## ');
  const rows = table.split('\n').filter((line) => line.startsWith('| `'));
  if (rows.length === 0) throw new Error('docs/upgrade.md has no table of old commands');
  return rows.map((row) => {
    const [, old = '', here = ''] = row.split('|').map((cell) => cell.trim());
    if (here === '') return { old, line: undefined };
    const [, code] = /^`([^`]+)`$/.exec(here === 'the same' ? old : here) ?? [];
    if (code === undefined) throw new Error(`docs/upgrade.md: no command in ${row}`);
    return { old, line: code };
  });
}
