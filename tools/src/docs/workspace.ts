import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GROUP_NAME_VARIABLE } from '@agent-aws-stack/contract';
import { read, root } from './files.ts';
import type { FindProblems } from './find-problems.ts';
import { matches } from './text.ts';

/** Variables in the documentation that are not parameters of a fleet. */
const OTHER_NAMES = new Set([
  'SEMAPHORE_AGENT_STACK_CONFIG',
  GROUP_NAME_VARIABLE, // the scaler's environment
  'SEMAPHORE_AGENT_ASG_INSTANCE_REQUIREMENTS_JSON', // of the JavaScript stack's older releases
  'SEMAPHORE_AGENT_LOGS_COMPRESSION_SIZE', // the agent's own environment
  'SEMAPHORE_ORGANISATION', // the mistake in an example
  'SEMAPHORE_PROJECT_ID', // Semaphore sets it in jobs
]);

const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;
export const unknownScripts: FindProblems = (_page, text) =>
  matches(text, /npm run (?:-s )?([\w:-]+)/g)
    .flat()
    .filter((script) => !(script in scripts))
    .map((script) => `npm run ${script}`);

const targets = nxTargets();
export const unknownTargets: FindProblems = (_page, text) => [
  ...matches(text, /nx run ([\w-]+:[\w:-]+)/g)
    .flat()
    .filter((target) => !targets.has(target))
    .map((target) => `nx run ${target}`),
  ...matches(text, /nx (?:run-many|affected) -t ([a-z][\w-]*(?: [a-z][\w-]*)*)/g)
    .flatMap(([names = '']) => names.trim().split(' '))
    .filter((name) => ![...targets].some((target) => target.endsWith(`:${name}`)))
    .map((name) => `Nx target ${name}`),
];

/** Files and folders that do not exist until a command creates them. */
const GENERATED = new Set([
  ...['apps/infra/cdk.context.json', 'apps/infra/cdk.out', 'images/dist'],
  ...['apps/fleet/dist', 'libs/constructs/dist'],
]);
export const missingPaths: FindProblems = (_page, text) =>
  matches(text, /`((?:apps|libs|docs|images|proof|schema|tools|\.ci)\/[^`\s<*…]*)`/g)
    .flat()
    .filter((path) => !existsSync(join(root, path)) && !GENERATED.has(path))
    .map((path) => `path ${path}`);

const parameters = new Set(matches(read('docs/parameters.md'), /^### (SEMAPHORE_\w+)$/gm).flat());
export const unknownParameters: FindProblems = (_page, text) =>
  matches(text, /\b(SEMAPHORE_[A-Z0-9_]*[A-Z0-9])\b(?!…)/g)
    .flat()
    .filter((name) => !parameters.has(name) && !OTHER_NAMES.has(name))
    .map((name) => `parameter ${name}`);

export const unlistedDecisions: FindProblems = (page, text) =>
  page !== 'docs/decisions/README.md'
    ? []
    : globSync('docs/decisions/[0-9]*.md', { cwd: root })
        .map((path) => path.replace('docs/decisions/', ''))
        .filter((file) => !text.includes(`(${file})`))
        .map((file) => `${file} is not listed`);

/** Every target of every project as `project:target`, and as `project:target:configuration`. */
function nxTargets(): Set<string> {
  const folder = mkdtempSync(join(tmpdir(), 'check-docs-'));
  try {
    const file = join(folder, 'graph.json');
    const nx = spawnSync('nx', ['graph', `--file=${file}`], { cwd: root, encoding: 'utf8' });
    if (nx.status !== 0) throw new Error(`nx graph failed: ${nx.error?.message ?? nx.stdout + nx.stderr}`);
    const { graph } = JSON.parse(readFileSync(file, 'utf8')) as {
      graph: { nodes: Record<string, { data: { targets?: Record<string, { configurations?: object }> } }> };
    };
    return new Set(
      Object.entries(graph.nodes).flatMap(([project, { data }]) =>
        Object.entries(data.targets ?? {}).flatMap(([target, { configurations = {} }]) => [
          `${project}:${target}`,
          ...Object.keys(configurations).map((name) => `${project}:${target}:${name}`),
        ]),
      ),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
