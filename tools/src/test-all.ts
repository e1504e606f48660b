/** Runs every suite of the workspace through Nx and prints one summary; `--help` says with which options. */
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { closingLine, describeFailure, total } from './summary.ts';
import type { SuiteResult } from './summary.ts';
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

const resultFiles = (): string[] =>
  globSync('{apps/*,libs/*,proof/*,images,images/packer/*,tools}/test-results/*.json', { cwd: root }).sort();

// Delete the results of earlier runs. Nx restores those of suites that it does not need to run again.
for (const file of resultFiles()) rmSync(join(root, file));

// One target after the other: the end-to-end suites depend on the clock, so nothing else may keep the machine busy.
const statuses = ['test', 'e2e'].map(
  (target) =>
    spawnSync('nx', ['run-many', '-t', target, '--nxBail=false', ...request.nxOptions], {
      cwd: root,
      stdio: 'inherit',
    }).status ?? 1,
);
const status = Math.max(...statuses);

const suites = resultFiles().map((file) => {
  const result = JSON.parse(readFileSync(join(root, file), 'utf8')) as SuiteResult;
  console.log(
    `${file.replace('/test-results/', ' ').replace('.json', '').padEnd(36)} ${closingLine(result)}`,
  );
  return result;
});
const failures = suites.flatMap((suite) => suite.failures);
for (const failure of failures) console.log(`\n${describeFailure(failure)}`);
if (status !== 0 && failures.length === 0)
  console.log('\n✖ A target failed before its tests ran: see "Failed tasks" above.');
console.log(`\n${closingLine(total(suites, status === 0))}`);
process.exitCode = status;
