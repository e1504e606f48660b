import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { endProcessGroup } from './emulator/process-group.ts';
import { sandboxRoot } from './paths.ts';

/** The folder of one run, under .sandbox/runs. */
export interface RunFolder {
  readonly path: string;
  remove(): Promise<void>;
}

/** Creates a folder for this run. First removes the folders and stops the emulators of runs that were killed. */
export async function openRunFolder(runs = join(sandboxRoot, 'runs')): Promise<RunFolder> {
  await mkdir(runs, { recursive: true });
  for (const name of await readdir(runs)) await cleanUp(join(runs, name));
  const path = await mkdtemp(join(runs, 'run-'));
  await writeFile(join(path, 'owner.pid'), `${process.pid}\n`);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

async function cleanUp(path: string): Promise<void> {
  const owner = await readPid(join(path, 'owner.pid'));
  // If there is no owner.pid yet, another sandbox has just created the folder.
  if (owner === undefined || isAlive(owner)) return;
  const emulator = await readPid(join(path, 'emulator.pid'));
  if (emulator !== undefined && (await isEmulator(emulator))) await endProcessGroup(emulator);
  await rm(path, { recursive: true, force: true });
}

/** Whether the process with this id is an emulator. It may be another program by now, for example after a reboot. */
async function isEmulator(pid: number): Promise<boolean> {
  const { stdout } = await execa('ps', ['-o', 'command=', '-p', String(pid)], { reject: false });
  return stdout.includes('emulator.py');
}

async function readPid(file: string): Promise<number | undefined> {
  try {
    const pid = Number((await readFile(file, 'utf8')).trim());
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
