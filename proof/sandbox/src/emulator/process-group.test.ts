import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import { isRunning } from '../testing/is-running.ts';
import { endProcessGroup } from './process-group.ts';

const leaders: number[] = [];

// A test that fails must not leave a group behind: Jest would wait for its end.
afterEach(() => Promise.all(leaders.splice(0).map(endProcessGroup)));

/** A shell script that leads a process group of its own, once it has printed a line; gives the numbers in that line. */
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
    ['that ends when it is asked to', 'sleep 1000 & echo $!; wait'],
    ['whose processes ignore SIGTERM', `trap '' TERM; sleep 1000 & echo $!; sleep 1000; wait`],
  ])('waits for the end of a group %s, leader and workers', async (_, script) => {
    const { leader, printed } = await group(script);
    await endProcessGroup(leader);
    expect(await Promise.all([leader, ...printed].map(isRunning))).toEqual([false, false]);
  });

  it('ends workers whose leader is gone', async () => {
    const { leader, printed, child } = await group('sleep 1000 & echo $!');
    if (child.exitCode === null) await once(child, 'exit');
    expect(await isRunning(printed[0] ?? 0)).toBe(true);
    await endProcessGroup(leader);
    expect(await isRunning(printed[0] ?? 0)).toBe(false);
  });

  it('is content with a group that never was', async () => {
    await endProcessGroup(2 ** 22 + 1);
  });
});

describe('isRunning', () => {
  it('knows a process that has ended and was not asked for its exit code', async () => {
    // The shell becomes a program that never asks for its children; only then its child ends.
    const child = 'until ps -o args= -p $PPID | grep -q "^sleep"; do :; done';
    const { leader, printed } = await group(`sh -c '${child}' & echo $!; exec sleep 1000`);
    const [zombie = 0] = printed;
    while (await isRunning(zombie)) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(signalReaches(zombie)).toBe(true);
    expect(await isRunning(leader)).toBe(true);
  });
});
