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

  it('looks for .exe files on Windows, whose variable is Path', () => {
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

  it('passes SIGTERM on, ignores the signals of keys, and removes its listeners', async () => {
    using programs = fakePrograms({ program: 'trap "exit 9" TERM; while :; do sleep 0.05; done' });
    const before = process.listenerCount('SIGINT');
    const ended = runOnTerminal(programs.pathOf('program'), [], process.env);
    while (programs.callsOf('program').length === 0) await wait(20);
    await wait(100);
    process.emit('SIGINT');
    process.emit('SIGTERM');
    expect(await ended).toBe(9);
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});
