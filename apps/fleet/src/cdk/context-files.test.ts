import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readContext, saveContext } from './context-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'context-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, content?: unknown) {
  const path = join(folder, name);
  if (content !== undefined) {
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  }
  return { path, whole: !name.endsWith('cdk.json') };
}

describe('the context', () => {
  it('has the value of each key from the first file that has the key', () => {
    const project = file('cdk.json', { app: 'node main.ts', context: { a: 1 } });
    const saved = file('cdk.context.json', { a: 2, b: 2 });
    expect(readContext([project, saved, file('none.json')])).toEqual({ a: 1, b: 2 });
    expect(readContext([saved, project])).toEqual({ a: 2, b: 2 });
    expect(readContext([file('cdk.json', {})])).toEqual({});
  });

  it.each([['{'], ['[]'], [''], ['null']])(
    'is an error, with file and remedy, if a file contains %j',
    (text) => {
      const { path } = file('cdk.context.json', text);
      expect(() => readContext([{ path, whole: true }])).toThrow(
        expect.objectContaining({ key: path, remedy: 'Delete it: the lookups are made again' }),
      );
    },
  );

  it('is an error if a file is a folder', () => {
    expect(() => readContext([{ path: folder, whole: true }])).toThrow(/cannot be read \(EISDIR/);
  });
});

describe('results of lookups', () => {
  it('are added to the file, in a new folder too', () => {
    const target = { path: join(folder, 'new/cdk.context.json'), whole: true };
    saveContext({}, target);
    saveContext({ a: 1 }, target);
    saveContext({ b: { c: 2 } }, target);
    expect(readFileSync(target.path, 'utf8')).toBe('{\n  "a": 1,\n  "b": {\n    "c": 2\n  }\n}\n');
  });

  it('are an error if the file cannot be written', () => {
    const { path } = file('plain', '');
    const inFile = { path: join(path, 'cdk.context.json'), whole: true };
    expect(() => saveContext({ a: 1 }, inFile)).toThrow(/cannot be (read|written)/);
  });
});
