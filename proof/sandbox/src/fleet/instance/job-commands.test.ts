import { describe, expect, it } from '@jest/globals';
import { VirtualClock } from '@agent-aws-stack/aws-clients/testing';
import { runCommand } from './job-commands.ts';

describe('runCommand', () => {
  it.each([
    ['echo "job 1"', 0, 'job 1\n'],
    ["echo 'a b'", 0, 'a b\n'],
    ['echo a b', 0, 'a b\n'],
    ['echo', 0, '\n'],
    ['true', 0, ''],
    ['false', 1, ''],
    ['exit 3', 3, ''],
    ['make all', 127, 'make: command not found (a simulated agent has only a few commands)\n'],
  ])('%j exits with %d', async (directive, exitCode, output) => {
    expect(await runCommand(directive, new VirtualClock(), new AbortController().signal)).toEqual({
      exitCode,
      output,
    });
  });

  it('sleeps as long as the command says, or until the signal is aborted', async () => {
    const clock = new VirtualClock();
    const ended: string[] = [];
    const stop = new AbortController();
    void runCommand('sleep 1.5', clock, new AbortController().signal).then(() => ended.push('slept'));
    void runCommand('sleep 9', clock, stop.signal).catch((error: Error) => ended.push(error.message));
    await clock.advance(1_499);
    expect(ended).toEqual([]);
    await clock.advance(1);
    stop.abort(new Error('stopped'));
    await clock.advance(0);
    expect(ended).toEqual(['slept', 'stopped']);
  });
});
