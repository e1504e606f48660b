/** Runs every suite of the workspace through Nx and prints one summary. Arguments are passed on to `nx run-many`. */
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { closingLine, total } from './summary.ts';
import type { Counts } from './summary.ts';

const root = join(import.meta.dirname, '../..');
const resultFiles = (): string[] =>
  globSync('{apps/*,libs/*,images,tools}/test-results/*.json', { cwd: root }).sort();

// What an earlier run left must not be counted again; Nx restores the results of suites that it need not repeat.
for (const file of resultFiles()) rmSync(join(root, file));

const { status } = spawnSync(
  'nx',
  ['run-many', '-t', 'test', 'e2e', '--nxBail=false', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);

const suites = resultFiles().map((file) => {
  const counts = JSON.parse(readFileSync(join(root, file), 'utf8')) as Counts;
  console.log(
    `${file.replace('/test-results/', ' ').replace('.json', '').padEnd(36)} ${closingLine(counts)}`,
  );
  return counts;
});
console.log(closingLine(total(suites, status === 0)));
process.exitCode = status ?? 1;
