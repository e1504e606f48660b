/**
 * Checks the documentation. Links with their anchors, npm scripts, Nx targets, paths and parameters must exist. So must
 * commands of the AWS CLI, in the doctor's remedies too. The index of decisions must list each decision, the threats of
 * docs/security.md must name tests that exist, and shell blocks must parse. Prints one line per problem. Exits with 1 if there
 * is a problem.
 */
import { globSync } from 'node:fs';
import { read, root } from './docs/files.ts';
import type { FindProblems } from './docs/find-problems.ts';
import { brokenLinks } from './docs/links.ts';
import { brokenShell, unknownAwsLines, unknownAwsTexts } from './docs/shell.ts';
import { threatProblems } from './docs/threats.ts';
import {
  missingPaths,
  unknownParameters,
  unknownScripts,
  unknownTargets,
  unlistedDecisions,
} from './docs/workspace.ts';

const checks = [
  brokenLinks,
  unknownScripts,
  unknownTargets,
  missingPaths,
  unknownParameters,
  unlistedDecisions,
  threatProblems,
  brokenShell,
  unknownAwsLines,
];
const pages = globSync(['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'docs/**/*.md'], { cwd: root }).sort();
const remedies = globSync('apps/fleet/src/**/doctor/**/*.ts', { cwd: root }).sort();

async function problemsOf(path: string, finds: readonly FindProblems[]): Promise<string[]> {
  const found = (await Promise.all(finds.map(async (find) => await find(path, read(path))))).flat();
  return [...new Set(found)].map((problem) => `${path}: ${problem}`);
}

const problems = (
  await Promise.all([
    ...pages.map((page) => problemsOf(page, checks)),
    ...remedies.map((source) => problemsOf(source, [unknownAwsTexts])),
  ])
).flat();
for (const problem of problems) console.error(problem);
console.log(`${pages.length} pages, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
