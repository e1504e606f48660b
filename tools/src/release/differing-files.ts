import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The SHA-256 of each file in a folder, by the file's path in the folder. */
type Checksums = Readonly<Record<string, string>>;

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

export function checksumsIn(folder: string): Checksums {
  const files = globSync('**/*', { cwd: folder, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), sha256(readFileSync(path))]));
}

/** One checksum for all files and their names. */
export const checksumOf = (files: Checksums): string => sha256(JSON.stringify(files));

/** The files that differ, or that only one of the folders has. */
export const differingFiles = (a: Checksums, b: Checksums): readonly string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((path) => a[path] !== b[path]);
