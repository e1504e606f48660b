/**
 * `npm run audit`: asks npm's registry and, with pip-audit, PyPI for known vulnerabilities of the pinned packages. Names the files and
 * programs for which it got no answer. Exits with 1 if a package has a known vulnerability, otherwise with 2 if there was no answer for a file.
 */
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { npmOutcome } from './npm-outcome.ts';
import type { Outcome, Printed } from './outcome.ts';
import { pipOutcome } from './pip-outcome.ts';

const root = join(import.meta.dirname, '../../..');

function print(program: string, args: readonly string[], folder = root): Printed {
  const { stdout, stderr, error } = spawnSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  return { found: error === undefined, stdout: stdout ?? '', stderr: stderr ?? '' };
}

const auditNpm = (lock: string): Outcome =>
  npmOutcome(print('npm', ['audit', '--json'], join(root, dirname(lock))));
const auditPip = (file: string): Outcome =>
  pipOutcome(
    print('pip-audit', [
      '--require-hashes',
      '--disable-pip',
      '--progress-spinner=off',
      '-f=json',
      '-r',
      file,
    ]),
  );

/** The programs in a versions.json. */
function programs(file: string): readonly string[] {
  const entries = JSON.parse(readFileSync(join(root, file), 'utf8')) as Record<string, { version?: string }>;
  return Object.entries(entries).flatMap(([name, { version }]) =>
    version === undefined || name === 'image' ? [] : [`${name} ${version}`],
  );
}

const files = (...patterns: readonly string[]) => globSync([...patterns], { cwd: root }).sort();
const audits: readonly (readonly [file: string, outcome: () => Outcome])[] = [
  ...files('package-lock.json', 'tools/*/package-lock.json').map(
    (file) => [file, () => auditNpm(file)] as const,
  ),
  ...files(
    'images/requirements.txt',
    'images/packer/common/boto3.txt',
    'proof/*/*requirements.txt',
    '.ci/cfn-lint.txt',
  ).map((file) => [file, () => auditPip(file)] as const),
];

let [found, unknown] = [0, 0];
for (const [file, audit] of audits) {
  const outcome = audit();
  if (outcome.kind === 'not asked') {
    unknown += 1;
    console.log(`? ${file}: not asked: ${outcome.reason}`);
    continue;
  }
  found += outcome.findings.length;
  console.log(`${outcome.findings.length === 0 ? '✔' : '✖'} ${file}: ${outcome.findings.length} found`);
  for (const finding of outcome.findings) console.log(`    ${finding.package}: ${finding.what}`);
}
for (const file of files('images/packer/*/versions.json'))
  console.log(
    `? ${file}: not asked, because npm audit and pip-audit do not cover programs: ${programs(file).join(', ')}`,
  );
console.log(
  '? the packages of apt, Homebrew and Chocolatey in the images: not asked; rebuild the images every month',
);
process.exitCode = found > 0 ? 1 : unknown > 0 ? 2 : 0;
