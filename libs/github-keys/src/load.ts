import { readCachedKeys, writeCachedKeys } from './cache.ts';
import { UnfamiliarHostKeysError } from './errors.ts';
import { fetchHostKeys } from './fetch.ts';
import { sharesKey, type HostKeys } from './host-keys.ts';
import { messageOf } from './message-of.ts';
import { PINNED_HOST_KEYS } from './pinned.ts';

export interface LoadOptions {
  /** Folder of the cache file `.gh_ssh_keys_<epoch>`; deleting the file forces a fetch. */
  readonly cacheDir: string;
  readonly now: Date;
  /** @default - from GitHub, within 3 seconds */
  readonly fetchKeys?: (() => Promise<HostKeys>) | undefined;
}

export interface LoadedKeys {
  readonly keys: HostKeys;
  readonly source: 'cache' | 'fetch' | 'pinned';
  /** One sentence for the user: why the keys may be outdated, or will be fetched again next time. */
  readonly warning?: string | undefined;
}

/**
 * GitHub's host keys: from a cache file of the last hour, else fetched, else those pinned here. Never fails.
 * Fetched keys are accepted only if they have a key in common with the pinned ones.
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
    if (!sharesKey(keys, PINNED_HOST_KEYS)) throw new UnfamiliarHostKeysError('those pinned in this release');
  } catch (error) {
    return {
      keys: PINNED_HOST_KEYS,
      source: 'pinned',
      warning: `${messageOf(error)}; those pinned here are used`,
    };
  }
  try {
    await writeCachedKeys(cacheDir, now, keys);
  } catch (error) {
    const warning = `GitHub's host keys could not be cached in ${cacheDir}: ${messageOf(error)}`;
    return { keys, source: 'fetch', warning };
  }
  return { keys, source: 'fetch' };
}
