import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { fakePrograms } from '../testing/fake-programs.ts';
import { findProgram, runOnTerminal } from './programs.ts';

describe('findProgram', () => {
  it('returns the path of a program on the PATH; undefined for a missing one', () => {
    using programs = fakePrograms({ aws: 'exit 0' });
    const { PATH } = programs;
    expect(findProgram('aws', { PATH })).toBe(programs.pathOf('aws'));
    expect(findProgram('session-manager-plugin', { PATH })).toBeUndefined();
    expect(findProgram('aws', {})).toBeUndefined();
  });

  it('looks for .exe files on Windows, where the variable PATH is named Path', () => {
    using programs = fakePrograms({ aws: 'exit 0', 'tool.exe': 'exit 0' });
    const Path = programs.PATH;
    expect(findProgram('tool', { Path }, 'win32')).toBe(programs.pathOf('tool.exe'));
    expect(findProgram('aws', { Path }, 'win32')).toBeUndefined();
  });

  it('finds neither folders nor files that cannot be executed', () => {
    expect(findProgram('tmp', { PATH: '/' })).toBeUndefined();
    expect(findProgram('passwd', { PATH: '/etc' })).toBeUndefined();
  });
});

describe('runOnTerminal', () => {
  it.each([
    ['exit 0', 0],
    ['exit 7', 7],
    ['kill -TERM $$', 143],
  ])('returns the exit code of `%s`: %d', async (line, code) => {
    using programs = fakePrograms({ program: line });
    expect(await runOnTerminal(programs.pathOf('program'), ['a b', '$c'], process.env)).toBe(code);
    expect(programs.callsOf('program')).toEqual([['a b', '$c']]);
  });

  it('passes SIGTERM on, ignores the signals that keys such as Ctrl-C send, and removes its listeners', async () => {
    // Ends by itself after some seconds, so that the test fails rather than hangs if no signal arrives.
    const line = 'trap "exit 9" TERM; touch "$0.ready"; for i in $(seq 60); do sleep 0.05; done; exit 1';
    using programs = fakePrograms({ program: line });
    const listeners = () =>
      ['SIGINT', 'SIGQUIT', 'SIGTSTP', 'SIGTERM', 'SIGHUP'].map((signal) => process.listenerCount(signal));
    const before = listeners();
    const ended = runOnTerminal(programs.pathOf('program'), [], process.env);
    while (!existsSync(programs.pathOf('program.ready'))) await wait(20);
    // Without a listener, these signals would end or stop this process before the program ends.
    expect(listeners()).toEqual(before.map((count) => count + 1));
    process.emit('SIGINT');
    process.emit('SIGTERM');
    expect(await ended).toBe(9);
    expect(listeners()).toEqual(before);
  });
});
