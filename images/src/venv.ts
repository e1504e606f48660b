import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { lock } from 'proper-lockfile';
import { installation } from '@agent-aws-stack/installation';
import { workspaceRoot } from './workspace.ts';

/** Ansible and the linters. */
const REQUIREMENTS = 'images/requirements.txt';

/**
 * The folder with the programs of a requirements file. Installs them if they are missing or outdated. Other processes that
 * need them wait until they are installed.
 * @param file - relative to the workspace; contains the hashes of each requirement
 * @throws Error with pip's output
 */
export async function venvBin(
  say: (text: string) => void = () => undefined,
  file = REQUIREMENTS,
): Promise<string> {
  const requirements = join(workspaceRoot, file);
  const hash = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 12);
  const folder = join(installation.toolsFolder, `venv-${hash}`);
  const complete = join(folder, 'complete');
  const bin = join(folder, 'bin');
  if (existsSync(complete)) return bin;

  await mkdir(folder, { recursive: true });
  // On a busy machine, the process that holds the lock may get no CPU time for many seconds, and cannot renew the lock.
  const unlock = await lock(folder, {
    stale: 60_000,
    retries: { retries: 600, factor: 1, minTimeout: 1_000 },
  });
  try {
    if (existsSync(complete)) return bin;
    await rm(bin, { recursive: true, force: true });
    say(`Installing ${file === REQUIREMENTS ? 'Ansible' : file} (once)`);
    await execa('python3', ['-m', 'venv', folder]);
    await execa(join(bin, 'pip'), [
      ...['install', '--quiet', '--disable-pip-version-check'],
      // No dependencies: the file names every package. No compiling: Python compiles a module when it first imports it, and most
      // modules are never imported.
      ...['--no-deps', '--no-compile', '--require-hashes', '-r', requirements],
    ]);
    await writeFile(complete, '');
    return bin;
  } finally {
    await unlock();
  }
}
