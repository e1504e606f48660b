import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import { isRunning } from '../testing/is-running.ts';
import { endProcessGroup } from './process-group.ts';

const leaders: number[] = [];

// A failed test must not leave a group running, because Jest would wait for it.
afterEach(() => Promise.all(leaders.splice(0).map(endProcessGroup)));

/**
 * Starts a shell script as the leader of a new process group, and waits for its first line. Returns the numbers in that
 * line.
 */
async function group(script: string): Promise<{ leader: number; printed: number[]; child: ChildProcess }> {
  const child = spawn('bash', ['-c', script], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const leader = child.pid ?? NaN;
  leaders.push(leader);
  return { leader, printed: line.toString().trim().split(' ').map(Number), child };
}

const signalReaches = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('endProcessGroup', () => {
  it.each([
    ['that ends on SIGTERM', 'sleep 1000 & echo $!; wait'],
    ['that ignores SIGTERM', `trap '' TERM; sleep 1000 & echo $!; sleep 1000; wait`],
  ])('ends the leader and the workers of a group %s', async (_, script) => {
    const { leader, printed } = await group(script);
    await endProcessGroup(leader);
    expect(await Promise.all([leader, ...printed].map(isRunning))).toEqual([false, false]);
  });

  it('ends workers whose leader has exited', async () => {
    const { leader, printed, child } = await group('sleep 1000 & echo $!');
    if (child.exitCode === null) await once(child, 'exit');
    expect(await isRunning(printed[0] ?? 0)).toBe(true);
    await endProcessGroup(leader);
    expect(await isRunning(printed[0] ?? 0)).toBe(false);
  });

  it('accepts a group that does not exist', async () => {
    await endProcessGroup(2 ** 22 + 1);
  });
});

describe('isRunning', () => {
  it('is false for a zombie: a process that has exited, but whose parent has not waited for it', async () => {
    // The shell is replaced by `sleep`, which never waits for children. The child exits only after the
    // replacement, so it becomes a zombie.
    const child = 'until ps -o args= -p $PPID | grep -q "^sleep"; do :; done';
    const { leader, printed } = await group(`sh -c '${child}' & echo $!; exec sleep 1000`);
    const [zombie = 0] = printed;
    while (await isRunning(zombie)) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(signalReaches(zombie)).toBe(true);
    expect(await isRunning(leader)).toBe(true);
  });
});
