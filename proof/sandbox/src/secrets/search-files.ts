import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { secretsIn, type Secret } from './secret.ts';
import type { SearchResult } from './search-result.ts';

/** Larger files are not searched, because they are programs and archives of packages, not what a run writes. */
const LONGEST_FILE_BYTES = 50 * 1024 * 1024;

/** Searches all files below a folder. Files that are deleted meanwhile do not count. */
export async function searchFiles(folder: string, secrets: readonly Secret[]): Promise<SearchResult> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry: Dirent) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(files.map(textOf));
  return {
    searched: { files: texts.filter((text) => text !== undefined).length },
    found: files.flatMap((file, index) =>
      secretsIn(texts[index] ?? '', secrets).map((name) => `${name} in the file ${relative(folder, file)}`),
    ),
  };
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    if ((await stat(file)).size > LONGEST_FILE_BYTES) return undefined;
    return await readFile(file, 'latin1');
  } catch {
    return undefined;
  }
}
