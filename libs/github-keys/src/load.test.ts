import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HostKeysFetchError } from './errors.ts';
import { loadHostKeys } from './load.ts';
import { PINNED_HOST_KEYS } from './pinned.ts';
import { ed25519Key } from './testing/keys.ts';

const pinned = PINNED_HOST_KEYS[0] ?? '';
const keys = [pinned, ed25519Key(1)];
const now = new Date(1_800_000_000_000);
const later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);
const fetchKeys = (): Promise<string[]> => Promise.resolve(keys);
const noNetwork = (): Promise<never> =>
  Promise.reject(
    new HostKeysFetchError('https://api.github.com/meta', 'getaddrinfo ENOTFOUND api.github.com'),
  );

let cacheDir: string;
beforeEach(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'github-keys-'));
});
afterEach(() => rm(cacheDir, { recursive: true }));

describe('loadHostKeys', () => {
  it('fetches, then uses the cache for an hour, then fetches again', async () => {
    expect(await loadHostKeys({ cacheDir, now, fetchKeys })).toEqual({ keys, source: 'fetch' });
    expect(await loadHostKeys({ cacheDir, now: later(59), fetchKeys: noNetwork })).toEqual({
      keys,
      source: 'cache',
    });
    expect(await loadHostKeys({ cacheDir, now: later(60), fetchKeys })).toEqual({ keys, source: 'fetch' });
  });

  it('fetches if the cache file was deleted', async () => {
    await loadHostKeys({ cacheDir, now, fetchKeys });
    for (const name of await readdir(cacheDir)) await rm(join(cacheDir, name));
    const newer = [pinned, ed25519Key(2)];
    const loaded = await loadHostKeys({ cacheDir, now, fetchKeys: () => Promise.resolve(newer) });
    expect(loaded).toEqual({ keys: newer, source: 'fetch' });
  });

  it('uses the pinned keys if the fetch fails, with the reason in a warning, and caches nothing', async () => {
    const loaded = await loadHostKeys({ cacheDir, now, fetchKeys: noNetwork });
    expect(loaded).toMatchObject({ keys: PINNED_HOST_KEYS, source: 'pinned' });
    expect(loaded.warning).toMatch(/keys pinned.*ENOTFOUND api\.github\.com/);
    expect(await readdir(cacheDir)).toEqual(['.gh_ssh_keys_warned']);
  });

  it('warns once a day that the fetch fails, but each time if it cannot save when it last warned', async () => {
    const warns = async (at: Date, folder = cacheDir) =>
      (await loadHostKeys({ cacheDir: folder, now: at, fetchKeys: noNetwork })).warning !== undefined;
    expect([await warns(now), await warns(later(1)), await warns(later(1_439))]).toEqual([
      true,
      false,
      false,
    ]);
    expect([await warns(later(1_440)), await warns(later(1_441))]).toEqual([true, false]);
    const missing = join(cacheDir, 'missing');
    expect([await warns(now, missing), await warns(now, missing)]).toEqual([true, true]);
  });

  it('uses the pinned keys if none of the fetched keys is pinned, and caches nothing', async () => {
    const load = () => loadHostKeys({ cacheDir, now, fetchKeys: () => Promise.resolve([ed25519Key(9)]) });
    await load();
    const loaded = await load();
    expect(loaded).toMatchObject({ keys: PINNED_HOST_KEYS, source: 'pinned' });
    expect(loaded.warning).toMatch(/None of the fetched host keys is among the keys pinned/);
    expect(await readdir(cacheDir)).toEqual([]);
  });

  it('replaces a corrupt cache file', async () => {
    await writeFile(join(cacheDir, '.gh_ssh_keys_1799999999'), '["ssh-');
    expect(await loadHostKeys({ cacheDir, now, fetchKeys })).toEqual({ keys, source: 'fetch' });
    expect(await readdir(cacheDir)).toEqual(['.gh_ssh_keys_1800000000']);
  });

  it('returns fetched keys even if it cannot cache them', async () => {
    const loaded = await loadHostKeys({ cacheDir: join(cacheDir, 'missing'), now, fetchKeys });
    expect(loaded).toMatchObject({ keys, source: 'fetch' });
    expect(loaded.warning).toMatch(/Could not cache GitHub's host keys in .*missing: ENOENT/);
  });
});
