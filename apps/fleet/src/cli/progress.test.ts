import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { FakeShell } from '../testing/fake-shell.ts';
import { progress } from './progress.ts';

describe('progress', () => {
  it('prints which task failed, and throws the reason', async () => {
    const stream = new PassThrough();
    const shell = Object.assign(new FakeShell(), { progressStream: stream as unknown as NodeJS.WriteStream });
    const tasks = [
      { title: 'Build', task: () => undefined },
      { title: 'Synthesize', task: () => Promise.reject(new Error('the long reason')) },
    ];
    await expect(progress(shell, tasks, {}, { json: false })).rejects.toThrow('the long reason');
    stream.end();
    const shown = stripVTControlCharacters(await text(stream));
    expect(shown.split('\n').map((line) => line.slice(2))).toEqual([
      ...['Build', 'Build', 'Synthesize', 'Synthesize', ''],
    ]);
  });

  it('prints the title of each task once if the caller prints the results', async () => {
    const stream = new PassThrough();
    const shell = Object.assign(new FakeShell(), { progressStream: stream as unknown as NodeJS.WriteStream });
    const tasks = [
      { title: 'linux', task: () => undefined },
      { title: 'mac', task: () => Promise.reject(new Error('rolled back')) },
    ];
    await progress(shell, tasks, {}, { continueOnError: true, hideResults: true, json: false });
    stream.end();
    expect(stripVTControlCharacters(await text(stream))).toMatch(/^\S linux\n\S mac\n$/);
  });
});
