/** Runs every suite of the workspace through Nx and prints one summary. `--help` shows the options. */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { clearSuiteResults, printSummary } from './suite-results.ts';
import { readTestArguments, TEST_HELP } from './test-arguments.ts';

const root = join(import.meta.dirname, '../..');
const named = (path: string): string => basename(dirname(path));
const projects = [
  ...globSync('{apps/*,libs/*,proof/*,images,tools}/package.json', { cwd: root }).map(named),
  ...globSync('images/packer/*/project.json', { cwd: root }).map((path) => `image-${named(path)}`),
].sort();
const request = readTestArguments(process.argv.slice(2), projects);
if (request.kind === 'help') {
  console.log(TEST_HELP);
  process.exit(0);
}
if (request.kind === 'wrong') {
  console.error(`${request.problem}\n(see --help)`);
  process.exit(2);
}

clearSuiteResults();

// One target after the other: the end-to-end suites depend on the clock, so nothing else may keep the machine busy.
const statuses = ['test', 'e2e'].map(
  (target) =>
    spawnSync('nx', ['run-many', '-t', target, '--nxBail=false', ...request.nxOptions], {
      cwd: root,
      stdio: 'inherit',
    }).status ?? 1,
);
const status = Math.max(...statuses);

printSummary(status === 0);
process.exitCode = status;
