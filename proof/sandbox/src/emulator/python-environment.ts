import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import lockfile from 'proper-lockfile';
import { sandboxRoot } from '../paths.ts';
import { UserError } from '../user-error.ts';
import { withoutRetries } from './without-retries.ts';

const requirementsFile = join(import.meta.dirname, '../../requirements.txt');
const minutes = 60_000;

/**
 * Returns the path of a Python with the emulator installed. Installs the emulator in the first run, when the pinned
 * requirements have changed, and when the installed emulator no longer works. Sandboxes that start at the same time wait for
 * each other.
 *
 * @throws UserError if Python 3.10 or newer with venv is missing, or the packages cannot be installed
 */
export async function ensurePythonEnvironment(say: (progress: string) => void): Promise<string> {
  const requirements = await readFile(requirementsFile, 'utf8');
  const wanted = createHash('sha256').update(requirements).digest('hex');
  const venv = join(sandboxRoot, 'venv');
  const python = join(venv, 'bin/python');
  const stamp = join(venv, 'requirements.sha256');

  await mkdir(sandboxRoot, { recursive: true });
  const release = await lockfile.lock(sandboxRoot, {
    lockfilePath: join(sandboxRoot, 'venv.lock'),
    retries: { retries: 300, minTimeout: 500, maxTimeout: 1_000 },
    stale: 60_000,
  });
  try {
    if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted && (await works(python)))
      return python;
    await rm(venv, { recursive: true, force: true });
    say('creating a Python environment');
    await createVenv(await findPython(), venv);
    say('installing the emulator (once)');
    await installRequirements(python);
    await writeFile(stamp, wanted);
    return python;
  } finally {
    await release();
  }
}

/** Whether an existing environment still works. A system upgrade may have removed the Python that it was created with. */
async function works(python: string): Promise<boolean> {
  const { exitCode } = await execa(python, ['-c', 'import ministack'], { reject: false });
  return exitCode === 0;
}

/** Finds a command that is Python 3.10 or newer. */
async function findPython(): Promise<string> {
  for (const name of ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10']) {
    const probe = await execa(name, ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))'], {
      reject: false,
    });
    if (probe.exitCode === 0) return name;
  }
  throw new UserError(
    'The sandbox needs Python 3.10 or newer, and none is on the PATH.\n' +
      'Install it: apt-get install python3 python3-venv, or brew install python@3.12.',
  );
}

async function createVenv(python: string, venv: string): Promise<void> {
  const made = await execa(python, ['-m', 'venv', venv], { reject: false, all: true });
  if (made.exitCode === 0) return;
  throw new UserError(
    `${python} cannot create a virtual environment.\n` +
      `Install the missing package: apt-get install python3-venv. The output of ${python} -m venv:\n${made.all}`,
  );
}

async function installRequirements(python: string): Promise<void> {
  const installed = await execa(
    python,
    [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--no-deps',
      '--no-compile',
      '--require-hashes',
      '-r',
      requirementsFile,
    ],
    { reject: false, all: true, timeout: 10 * minutes },
  );
  if (installed.exitCode === 0) return;
  throw new UserError(
    `The emulator's packages could not be installed. Check that PyPI, or the index in PIP_INDEX_URL, is reachable.\n` +
      `The output of pip:\n${withoutRetries(installed.all)}`,
  );
}
