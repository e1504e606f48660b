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

/** The folder of the run that belongs to a process; undefined until it exists. */
function runFolderOf(pid: number): string | undefined {
  const owners = globSync('runs/*/owner.pid', { cwd: sandboxRoot }).map((file) => join(sandboxRoot, file));
  const own = owners.find((file) => readFileSync(file, 'utf8').trim() === String(pid));
  return own && dirname(own);
}

/** Waits until `find` returns a result. @throws Error if the sandbox exits first */
async function waitWhileRunning<T>(
  sandbox: { readonly exitCode: number | null },
  find: () => T | undefined,
): Promise<T> {
  while (sandbox.exitCode === null) {
    const found = find();
    if (found !== undefined) return found;
    await sleep(100);
  }
  throw new Error(`The sandbox exited too early, with code ${sandbox.exitCode}.`);
}

describe('Ctrl-C', () => {
  it.each([
    { when: 'while the emulator starts', marker: 'emulator.pid' },
    { when: 'while the CDK CLI deploys', marker: 'cdk/deploy.log' },
  ])('stops everything and leaves no files if it comes $when', async ({ marker }) => {
    const report = await mkdtemp(join(tmpdir(), 'sandbox-report-'));
    const sandbox = execa('node', [main, '--report', report], { reject: false, all: true });
    const folder = await waitWhileRunning(sandbox, () => runFolderOf(sandbox.pid ?? 0));
    await waitWhileRunning(sandbox, () => existsSync(join(folder, marker)) || undefined);
    const emulator = Number(readFileSync(join(folder, 'emulator.pid'), 'utf8'));

    sandbox.kill('SIGINT');
    const { exitCode, all } = await sandbox;

    expect(all).toMatch(/Interrupted\. Everything has been stopped and removed\./);
    expect(exitCode).toBe(130);
    expect(existsSync(folder)).toBe(false);
    expect(await isRunning(emulator)).toBe(false);
    await rm(report, { recursive: true, force: true });
  });
});
