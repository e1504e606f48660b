import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';

/** How long a group may take to end after SIGTERM before it gets SIGKILL. */
const TERMINATION_MS = 2_000;
const CHECK_EVERY_MS = 100;

/**
 * Stops a process group with SIGTERM, and after two seconds with SIGKILL. Then waits until none of its
 * processes is alive. This wait has no time limit, because it may be long on a busy machine.
 */
export async function endProcessGroup(leader: number): Promise<void> {
  signalGroup(leader, 'SIGTERM');
  for (let waited = 0; waited < TERMINATION_MS; waited += CHECK_EVERY_MS) {
    if (!(await isGroupAlive(leader))) return;
    await sleep(CHECK_EVERY_MS);
  }
  signalGroup(leader, 'SIGKILL');
  while (await isGroupAlive(leader)) await sleep(CHECK_EVERY_MS);
}

/** Uses `ps`, because signal 0 also succeeds for a group that has only zombies left. */
async function isGroupAlive(leader: number): Promise<boolean> {
  return (await runningProcesses()).some(({ group }) => group === leader);
}

/** Lists running processes, without zombies. */
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
    // The group has already ended.
  }
}
