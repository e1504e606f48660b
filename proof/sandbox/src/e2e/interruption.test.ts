import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { isRunning } from '../testing/is-running.ts';
import { sandboxRoot } from '../paths.ts';

const main = join(import.meta.dirname, '../main.ts');

/** The folder of the run that a process owns, once it has one. */
function runFolderOf(pid: number): string | undefined {
  const owners = globSync('runs/*/owner.pid', { cwd: sandboxRoot }).map((file) => join(sandboxRoot, file));
  const own = owners.find((file) => readFileSync(file, 'utf8').trim() === String(pid));
  return own && dirname(own);
}

/** What comes about while a sandbox runs, however long that takes. */
async function during<T>(
  sandbox: { readonly exitCode: number | null },
  look: () => T | undefined,
): Promise<T> {
  while (sandbox.exitCode === null) {
    const found = look();
    if (found !== undefined) return found;
    await sleep(100);
  }
  throw new Error(`It did not come about before the sandbox ended with exit code ${sandbox.exitCode}.`);
}

describe('Ctrl-C', () => {
  it.each([
    { when: 'while the emulator starts', marker: 'emulator.pid' },
    { when: 'while the CDK CLI deploys', marker: 'cdk/deploy.log' },
  ])('$when ends everything and leaves nothing', async ({ marker }) => {
    const report = await mkdtemp(join(tmpdir(), 'sandbox-report-'));
    const sandbox = execa('node', [main, '--report', report], { reject: false, all: true });
    const folder = await during(sandbox, () => runFolderOf(sandbox.pid ?? 0));
    await during(sandbox, () => (existsSync(join(folder, marker)) ? true : undefined));
    const emulator = Number(readFileSync(join(folder, 'emulator.pid'), 'utf8'));

    sandbox.kill('SIGINT');
    const { exitCode, all } = await sandbox;

    expect(all).toMatch(/Interrupted; everything that ran has been stopped and removed/);
    expect(exitCode).toBe(130);
    expect(existsSync(folder)).toBe(false);
    expect(await isRunning(emulator)).toBe(false);
    await rm(report, { recursive: true, force: true });
  });
});
