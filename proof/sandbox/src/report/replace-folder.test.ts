import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { replaceFolder } from './replace-folder.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'replace-'));
});
afterEach(() => rm(root, { recursive: true }));

/** Creates a folder with two files that are named after it. */
async function make(name: string): Promise<string> {
  const folder = join(root, name);
  await mkdir(folder);
  for (const file of ['a', 'b']) await writeFile(join(folder, `${name}-${file}`), '');
  return folder;
}

describe('replaceFolder', () => {
  it('creates the folder, or replaces all files of the old one', async () => {
    const target = join(root, 'target');
    await replaceFolder(target, await make('one'));
    await replaceFolder(target, await make('two'));
    expect(await readdir(target)).toEqual(['two-a', 'two-b']);
    expect(await readdir(root)).toEqual(['target']);
  });

  it('leaves exactly one of several folders when called concurrently', async () => {
    const target = join(root, 'target');
    const names = ['p', 'q', 'r', 's', 't'];
    const folders = await Promise.all(names.map(make));
    await Promise.all(folders.map((folder) => replaceFolder(target, folder)));
    expect(names.map((name) => [`${name}-a`, `${name}-b`])).toContainEqual(await readdir(target));
  });

  it('fails if the target cannot be written', async () => {
    await writeFile(join(root, 'file'), '');
    await expect(replaceFolder(join(root, 'file/target'), await make('one'))).rejects.toThrow('ENOTDIR');
  });
});
