import { runningProcesses } from '../emulator/process-group.ts';

/**
 * Whether a process is running. It is false for a zombie: a process that has exited, but whose parent has not waited for
 * it yet.
 */
export async function isRunning(pid: number): Promise<boolean> {
  return (await runningProcesses()).some((running) => running.pid === pid);
}
