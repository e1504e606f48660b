/**
 * Runs the cases of the image's scripts, then those that must find each weak point put back; prints a line of JSON for
 * each. To be run as root in a mount namespace and a network namespace of its own, of which nothing remains when it
 * ends: run.ts <empty folder> <images folder> <yq> <python> [name of a case…]
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setPriority } from 'node:os';
import { execa } from 'execa';
import { SCRIPT_CASES } from './cases/index.ts';
import { judge } from './judge.ts';
import { METADATA_IPV4, METADATA_IPV6 } from './metadata-service.ts';
import { runCase } from './run-case.ts';
import type { ScriptCase } from './script-case.ts';
import type { Verdict } from './verdict.ts';
import { WEAK_POINTS, type WeakPoint } from './weak-points.ts';
import { AGENT, layImage } from './world.ts';

const [folder, images, yq, python, ...names] = process.argv.slice(2);
if (folder === undefined || images === undefined || yq === undefined || python === undefined) {
  throw new Error('usage: run.ts <empty folder> <images folder> <yq> <python> [name of a case…]');
}
const wanted = (name: string): boolean => names.length === 0 || names.includes(name);

// The guest takes longest, so it goes first.
setPriority(10);
await execa('ip', ['link', 'set', 'lo', 'up']);
await execa('ip', ['address', 'add', `${METADATA_IPV4}/32`, 'dev', 'lo']);
await execa('ip', ['address', 'add', `${METADATA_IPV6}/128`, 'dev', 'lo', 'nodad']);
await execa('mount', ['-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', folder]);
for (const platform of ['linux', 'macos'] as const) {
  layImage(join(folder, platform), platform, { images, yq, python });
}

for (const scriptCase of SCRIPT_CASES) {
  if (wanted(scriptCase.name)) say(await examine(scriptCase, join(folder, scriptCase.platform)));
}
for (const weakPoint of WEAK_POINTS) {
  if (wanted(weakPoint.name)) say(await findsWeakPoint(weakPoint, folder));
}

async function examine(scriptCase: ScriptCase, image: string): Promise<Verdict> {
  const own = join(folder ?? '', 'case');
  mkdirSync(own);
  return runCase(scriptCase, image, own, (outcome) => ({
    name: scriptCase.name,
    problems: judge(scriptCase, outcome),
    elapsedMs: outcome.elapsedMs,
  }));
}

async function findsWeakPoint(
  { name, file, strong, weak, foundBy }: WeakPoint,
  root: string,
): Promise<Verdict> {
  const scriptCase = SCRIPT_CASES.find((candidate) => candidate.name === foundBy);
  if (scriptCase === undefined) throw new Error(`No case is called ${foundBy}`);
  const image = join(root, 'weakened');
  await execa('cp', ['--archive', join(root, scriptCase.platform), image]);
  const path = join(image, AGENT, file);
  const [before, after, ...more] = readFileSync(path, 'utf8').split(strong);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`${file} does not have once: ${strong}`);
  }
  writeFileSync(path, `${before}${weak}${after}`);
  const { problems, elapsedMs } = await examine(scriptCase, image);
  await execa('rm', ['-rf', image]);
  const missed = [`put back into ${file}, it is not found by: ${foundBy}`];
  return { name: `weak point: ${name}`, problems: problems.length > 0 ? [] : missed, elapsedMs };
}

function say(verdict: Verdict): void {
  console.log(JSON.stringify(verdict));
}
