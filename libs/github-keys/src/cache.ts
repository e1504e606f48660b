import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseHostKeys, type HostKeys } from './host-keys.ts';

const PREFIX = '.gh_ssh_keys_';
const NAME = new RegExp(`^\\${PREFIX}(\\d+)$`);
/** A cache file, or a partial file of a writer that died. */
const NAME_OR_TEMPORARY = new RegExp(`^\\${PREFIX}(\\d+)(?:\\.tmp-\\d+)?$`);
const VALID_FOR_MS = 60 * 60 * 1000;

/** Returns the keys from the newest cache file of the last hour. Skips unreadable and corrupt files, and files from the future. */
export async function readCachedKeys(dir: string, now: Date): Promise<HostKeys | undefined> {
  const newestFirst = (await cacheFiles(dir, NAME)).sort((a, b) => b.epochMs - a.epochMs);
  for (const { path, epochMs } of newestFirst) {
    const ageMs = now.getTime() - epochMs;
    if (ageMs < 0 || ageMs >= VALID_FOR_MS) continue;
    const keys = await readKeys(path);
    if (keys !== undefined) return keys;
  }
  return undefined;
}

/**
 * Writes the keys to `.gh_ssh_keys_<epoch in seconds>` and removes older files. Readers never see a partial file.
 * @throws the file system's error if it cannot write to the folder
 */
export async function writeCachedKeys(dir: string, now: Date, keys: HostKeys): Promise<void> {
  const epochSeconds = Math.floor(now.getTime() / 1000);
  const path = join(dir, `${PREFIX}${epochSeconds}`);
  const temporary = `${path}.tmp-${process.pid}`;
  await writeFile(temporary, JSON.stringify(keys) + '\n');
  await rename(temporary, path);
  const files = await cacheFiles(dir, NAME_OR_TEMPORARY);
  const older = files.filter((file) => file.epochMs < epochSeconds * 1000);
  await Promise.all(older.map((file) => rm(file.path, { force: true })));
}

interface CacheFile {
  readonly path: string;
  readonly epochMs: number;
}

async function cacheFiles(dir: string, pattern: RegExp): Promise<CacheFile[]> {
  const names = await readdir(dir).catch(() => []);
  return names.flatMap((name) => {
    const epochSeconds = pattern.exec(name)?.[1];
    return epochSeconds === undefined
      ? []
      : [{ path: join(dir, name), epochMs: Number(epochSeconds) * 1000 }];
  });
}

async function readKeys(path: string): Promise<HostKeys | undefined> {
  try {
    return parseHostKeys(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    // Not an error, because keys that are not in the cache are fetched.
    return undefined;
  }
}
