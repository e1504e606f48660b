import { runningProcesses } from '../emulator/process-group.ts';

/** Whether a process is running. One that has ended counts as gone, even if its parent has not waited for it yet. */
export async function isRunning(pid: number): Promise<boolean> {
  return (await runningProcesses()).some((running) => running.pid === pid);
}
