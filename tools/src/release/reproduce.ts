/**
 * `npm run reproduce`: builds all parts of a release twice, and compares the results. The first build is here, the second in another
 * folder, in a copy of the checkout with its own installed packages. Prints a checksum for each part, and each file that differs. Exits with
 * 1 if a file differs.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { DELIVERABLES } from './deliverables.ts';
import { checksumOf, checksumsIn, differingFiles } from './differing-files.ts';

const root = join(import.meta.dirname, '../../..');
const scratch = mkdtempSync(join(tmpdir(), 'reproduce-'));
const copy = join(scratch, 'in another folder');

function run(folder: string, program: string, ...args: readonly string[]): string {
  const PATH = [join(folder, 'node_modules/.bin'), process.env['PATH']].join(delimiter);
  const env = { ...process.env, PATH, NX_DAEMON: 'false' };
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: folder,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (status !== 0)
    throw new Error(`${program} ${args.join(' ')} failed in ${folder}: ${error?.message ?? stdout + stderr}`);
  return stdout;
}
const build = (folder: string): string =>
  run(folder, 'nx', 'run-many', '-t', 'build', 'package', '--skip-nx-cache');

try {
  const files = run(
    root,
    'git',
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
    '--deduplicate',
  );
  for (const file of files.split('\0').filter((path) => path !== '' && existsSync(join(root, path))))
    cpSync(join(root, file), join(copy, file));
  console.log(`npm ci in ${copy}`);
  run(copy, 'npm', 'ci', '--prefer-offline', '--no-progress');
  for (const folder of [root, copy]) {
    console.log(`Build in ${folder}`);
    build(folder);
  }
  for (const project of DELIVERABLES) {
    const [here, there] = [root, copy].map((folder) => checksumsIn(join(folder, project, 'dist')));
    const differing = differingFiles(here ?? {}, there ?? {});
    console.log(`${project.padEnd(28)} ${differing.length === 0 ? checksumOf(here ?? {}) : 'differs'}`);
    for (const file of differing) console.error(`  ${project}/dist/${file}`);
    if (differing.length > 0) process.exitCode = 1;
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
