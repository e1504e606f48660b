import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** This name does not end with a time, so that the file is not taken for a cache file. */
const FILE = '.gh_ssh_keys_warned';
const DAY_MS = 24 * 60 * 60 * 1000;

/** True once in 24 hours for each folder, and always if the folder cannot be written. */
export async function isFirstOfDay(dir: string, now: Date): Promise<boolean> {
  const path = join(dir, FILE);
  const ageMs = now.getTime() - Date.parse(await readFile(path, 'utf8').catch(() => ''));
  if (ageMs >= 0 && ageMs < DAY_MS) return false;
  await writeFile(path, now.toISOString()).catch(() => undefined);
  return true;
}
