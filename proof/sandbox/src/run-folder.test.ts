import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openRunFolder } from './run-folder.ts';

const deadPid = 2 ** 22 - 1;
let runs: string;

beforeEach(async () => {
  runs = await mkdtemp(join(tmpdir(), 'runs-'));
});
afterEach(() => rm(runs, { recursive: true, force: true }));

async function leaveBehind(name: string, pids: Record<string, number>): Promise<string> {
  const path = join(runs, name);
  await mkdir(path);
  for (const [file, pid] of Object.entries(pids)) await writeFile(join(path, file), `${pid}\n`);
  return path;
}

describe('openRunFolder', () => {
  it('creates a separate folder for each run, and removes only that folder', async () => {
    const [one, other] = [await openRunFolder(runs), await openRunFolder(runs)];
    expect(one.path).not.toBe(other.path);
    await one.remove();
    expect(existsSync(one.path)).toBe(false);
    expect(existsSync(other.path)).toBe(true);
  });

  it('stops the emulator of a run whose owner was killed, and removes the folder of the run', async () => {
    // The command as `ps` shows it for a real emulator.
    const command = 'exec -a "python /work/proof/sandbox/src/emulator/emulator.py" sleep 60';
    const orphan = spawn('bash', ['-c', command], { detached: true, stdio: 'ignore' });
    const ended = new Promise((resolve) => orphan.once('exit', resolve));
    const path = await leaveBehind('run-dead', { 'owner.pid': deadPid, 'emulator.pid': orphan.pid! });
    await openRunFolder(runs);
    await ended;
    expect(existsSync(path)).toBe(false);
  });

  it('does not stop another process that now has the process id of a former emulator', async () => {
    const other = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
    const path = await leaveBehind('run-dead', { 'owner.pid': deadPid, 'emulator.pid': other.pid! });
    await openRunFolder(runs);
    expect(existsSync(path)).toBe(false);
    expect(other.exitCode).toBeNull();
    expect(other.kill()).toBe(true);
  });

  it('keeps the folder of a run whose owner is alive', async () => {
    const path = await leaveBehind('run-alive', { 'owner.pid': process.pid });
    await openRunFolder(runs);
    expect(existsSync(path)).toBe(true);
  });

  it('keeps the folder of a run that has no owner yet', async () => {
    const path = await leaveBehind('run-new', {});
    await openRunFolder(runs);
    expect(existsSync(path)).toBe(true);
  });
});
