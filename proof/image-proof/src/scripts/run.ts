/**
 * Runs the cases of a platform's scripts. Then puts each bug of planted-bugs.ts into a copy of the scripts, and checks that
 * the case for it fails. Prints a line of JSON for each case and each bug. Must run as root in its own mount namespace and
 * network namespace, so that nothing remains afterwards:
 * run.ts <JSON of ScriptRunOptions> [part of the names of cases and planted bugs…]
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setPriority } from 'node:os';
import { execa } from 'execa';
import { SCRIPT_CASES } from './cases/index.ts';
import { RUNS_IN_BASH_32 } from './cases/bash-32.ts';
import { judge } from './judge.ts';
import { METADATA_IPV4, METADATA_IPV6 } from './metadata-service.ts';
import { ScriptRunOptions } from './options.ts';
import { runCase } from './run-case.ts';
import type { ScriptCase } from './script-case.ts';
import type { Verdict } from './verdict.ts';
import type { PlantedBug } from './planted-bug.ts';
import { PLANTED_BUGS } from './planted-bugs.ts';
import { AGENT, writeImage, replaceShell } from './script-files.ts';

const [json = '', ...names] = process.argv.slice(2);
const { platform, folder, bash32, ...tools } = ScriptRunOptions.parse(JSON.parse(json));
const cases = SCRIPT_CASES.filter((scriptCase) => scriptCase.platform === platform);
const isSelected = (name: string): boolean => names.length === 0 || names.some((part) => name.includes(part));

// Runs with low priority, because the steps of src/guest run at the same time and take longest.
setPriority(10);
await execa('ip', ['link', 'set', 'lo', 'up']);
await execa('ip', ['address', 'add', `${METADATA_IPV4}/32`, 'dev', 'lo']);
await execa('ip', ['address', 'add', `${METADATA_IPV6}/128`, 'dev', 'lo', 'nodad']);
await execa('mount', ['-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', folder]);
writeImage(join(folder, platform), platform, tools);
if (bash32 !== undefined) {
  replaceShell(join(folder, platform), bash32);
  print(await examine(RUNS_IN_BASH_32, join(folder, platform)));
}

for (const scriptCase of cases) {
  if (isSelected(scriptCase.name)) print(await examine(scriptCase, join(folder, platform)));
}
for (const bug of PLANTED_BUGS) {
  const foundBy = SCRIPT_CASES.find((candidate) => candidate.name === bug.foundBy);
  if (foundBy === undefined) throw new Error(`There is no case '${bug.foundBy}'`);
  if (foundBy.platform === platform && isSelected(bug.name)) {
    print(await checkPlantedBug(bug, foundBy, folder));
  }
}

async function examine(scriptCase: ScriptCase, image: string): Promise<Verdict> {
  const own = join(folder, 'case');
  mkdirSync(own);
  return runCase(scriptCase, image, own, (outcome) => ({
    name: scriptCase.name,
    problems: judge(scriptCase, outcome),
    elapsedMs: outcome.elapsedMs,
  }));
}

async function checkPlantedBug(
  { name, file, correct, broken }: PlantedBug,
  scriptCase: ScriptCase,
  root: string,
): Promise<Verdict> {
  const image = join(root, 'with-bug');
  await execa('cp', ['--archive', join(root, scriptCase.platform), image]);
  const path = join(image, AGENT, file);
  const [before, after, ...more] = readFileSync(path, 'utf8').split(correct);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`${file} must contain this exactly once: ${correct}`);
  }
  writeFileSync(path, `${before}${broken}${after}`);
  const { problems, elapsedMs } = await examine(scriptCase, image);
  await execa('rm', ['-rf', image]);
  const missed = [`with this bug in ${file}, the case still passes: ${scriptCase.name}`];
  return { name: `planted bug: ${name}`, problems: problems.length > 0 ? [] : missed, elapsedMs };
}

function print(verdict: Verdict): void {
  console.log(JSON.stringify(verdict));
}
