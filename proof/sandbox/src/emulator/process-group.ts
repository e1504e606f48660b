import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';

/** How long a group may take to end by itself before it is killed. */
const PATIENCE_MS = 2_000;
const LOOK_EVERY_MS = 100;

/**
 * Stops a process group with SIGTERM, and after two seconds with SIGKILL; then waits until none of its
 * processes is alive, however long a busy machine takes.
 */
export async function endProcessGroup(leader: number): Promise<void> {
  signalGroup(leader, 'SIGTERM');
  for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_EVERY_MS) {
    if (!(await isGroupAlive(leader))) return;
    await sleep(LOOK_EVERY_MS);
  }
  signalGroup(leader, 'SIGKILL');
  while (await isGroupAlive(leader)) await sleep(LOOK_EVERY_MS);
}

/** Signals cannot show whether it is alive: for them the group exists until its last zombie is gone. */
async function isGroupAlive(leader: number): Promise<boolean> {
  return (await runningProcesses()).some(({ group }) => group === leader);
}

/** Processes that have not ended, so no zombies. */
export async function runningProcesses(): Promise<{ readonly pid: number; readonly group: number }[]> {
  const { stdout } = await execa('ps', ['-A', '-o', 'pid=', '-o', 'pgid=', '-o', 'stat=']);
  return stdout.split('\n').flatMap((line) => {
    const [pid, group, state = 'Z'] = line.trim().split(/\s+/);
    return /^[ZX]/.test(state) ? [] : [{ pid: Number(pid), group: Number(group) }];
  });
}

function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch {
    // It is gone already.
  }
}
