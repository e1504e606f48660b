import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { checksumOf, checksumsIn, differingFiles } from './differing-files.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'release-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function build(name: string, files: Readonly<Record<string, string>>) {
  const folder = join(root, name);
  mkdirSync(join(folder, 'lib'), { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  return checksumsIn(folder);
}

it('two builds with the same files have the same checksum', () => {
  const files = { 'index.mjs': 'a', 'lib/chunk.mjs': 'b' };
  const [one, other] = [build('one', files), build('another', files)];
  expect(Object.keys(one)).toEqual(['index.mjs', 'lib/chunk.mjs']);
  expect(differingFiles(one, other)).toEqual([]);
  expect(checksumOf(one)).toBe(checksumOf(other));
});

it.each([
  ['a file with other content', { 'index.mjs': 'a', 'lib/chunk.mjs': 'B' }, ['lib/chunk.mjs']],
  ['a missing file', { 'index.mjs': 'a' }, ['lib/chunk.mjs']],
  [
    'a file with another name',
    { 'index.mjs': 'a', 'lib/other.mjs': 'b' },
    ['lib/chunk.mjs', 'lib/other.mjs'],
  ],
])('finds %s', (_, files, differing) => {
  const one = build('one', { 'index.mjs': 'a', 'lib/chunk.mjs': 'b' });
  const other = build('another', files);
  expect(differingFiles(one, other)).toEqual(differing);
  expect(checksumOf(one)).not.toBe(checksumOf(other));
});
