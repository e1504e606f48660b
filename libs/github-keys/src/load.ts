import { readCachedKeys, writeCachedKeys } from './cache.ts';
import { HostKeysFetchError, UnfamiliarHostKeysError } from './errors.ts';
import { fetchHostKeys } from './fetch.ts';
import { sharesKey, type HostKeys } from './host-keys.ts';
import { messageOf } from './message-of.ts';
import { PINNED_HOST_KEYS } from './pinned.ts';
import { isFirstOfDay } from './is-first-of-day.ts';

export interface LoadOptions {
  /** Folder of the cache file `.gh_ssh_keys_<epoch>`. Delete the file to force a fetch. */
  readonly cacheDir: string;
  readonly now: Date;
  /** @default - from GitHub, within 3 seconds */
  readonly fetchKeys?: (() => Promise<HostKeys>) | undefined;
}

export interface LoadedKeys {
  readonly keys: HostKeys;
  readonly source: 'cache' | 'fetch' | 'pinned';
  /** Tells the user why the keys may be outdated, or why they were not cached. A failed fetch is reported once a day, or each time if the cache folder cannot be written. */
  readonly warning?: string | undefined;
}

/**
 * Returns GitHub's host keys: from a cache file of the last hour, or else fetched, or else the pinned keys. Never fails.
 * Accepts fetched keys only if one of them is pinned.
 */
export async function loadHostKeys({
  cacheDir,
  now,
  fetchKeys = fetchHostKeys,
}: LoadOptions): Promise<LoadedKeys> {
  const cached = await readCachedKeys(cacheDir, now);
  if (cached !== undefined) return { keys: cached, source: 'cache' };
  let keys: HostKeys;
  try {
    keys = await fetchKeys();
    if (!sharesKey(keys, PINNED_HOST_KEYS))
      throw new UnfamiliarHostKeysError('the keys pinned in this release');
  } catch (error) {
    const loaded = { keys: PINNED_HOST_KEYS, source: 'pinned' } as const;
    // A failed fetch is reported once a day, because without a network every synthesis fails to fetch. Rejected keys are reported each time.
    if (error instanceof HostKeysFetchError && !(await isFirstOfDay(cacheDir, now))) return loaded;
    return { ...loaded, warning: `Using GitHub's host keys pinned in this release. ${messageOf(error)}` };
  }
  try {
    await writeCachedKeys(cacheDir, now, keys);
  } catch (error) {
    const warning = `Could not cache GitHub's host keys in ${cacheDir}: ${messageOf(error)}`;
    return { keys, source: 'fetch', warning };
  }
  return { keys, source: 'fetch' };
}
