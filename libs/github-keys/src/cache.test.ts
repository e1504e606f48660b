import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readCachedKeys, writeCachedKeys } from './cache.ts';
import { ed25519Key } from './testing/keys.ts';

const keys = [ed25519Key(1), ed25519Key(2)];
const epoch = 1_800_000_000;
const now = new Date(epoch * 1000);
const fileOf = (epochSeconds: number): string => `.gh_ssh_keys_${epochSeconds}`;

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'github-keys-'));
});
afterEach(() => rm(dir, { recursive: true }));

describe('writeCachedKeys', () => {
  it('writes one file with the time in its name, which readCachedKeys() can read', async () => {
    await writeCachedKeys(dir, now, keys);
    expect(await readdir(dir)).toEqual([fileOf(epoch)]);
    expect(await readCachedKeys(dir, now)).toEqual(keys);
  });

  it('removes older files and partial files of dead writers, and no others', async () => {
    const others = ['.gh_ssh_keys_notes', 'cdk.json', fileOf(epoch + 5)];
    for (const name of [fileOf(epoch - 9999), fileOf(epoch - 1), `${fileOf(epoch - 1)}.tmp-77`, ...others]) {
      await writeFile(join(dir, name), 'x');
    }
    await writeCachedKeys(dir, now, keys);
    expect((await readdir(dir)).sort()).toEqual([...others, fileOf(epoch)].sort());
  });

  it('replaces a file of the same second', async () => {
    await writeCachedKeys(dir, now, keys);
    await writeCachedKeys(dir, now, [ed25519Key(3)]);
    expect(await readdir(dir)).toEqual([fileOf(epoch)]);
    expect(JSON.parse(await readFile(join(dir, fileOf(epoch)), 'utf8'))).toEqual([ed25519Key(3)]);
  });

  it('throws if the folder does not exist', async () => {
    await expect(writeCachedKeys(join(dir, 'missing'), now, keys)).rejects.toThrow('ENOENT');
  });
});

describe('readCachedKeys', () => {
  it.each([
    [0, true],
    [3599, true],
    [3600, false],
    [-1, false],
  ])('accepts a file that is %d seconds old (negative: from the future): %s', async (ageSeconds, valid) => {
    await writeFile(join(dir, fileOf(epoch - ageSeconds)), JSON.stringify(keys));
    expect(await readCachedKeys(dir, now)).toEqual(valid ? keys : undefined);
  });

  it.each(['', 'not json', '[]', '["ssh-ed25519 AAAA"]', '{"ssh_keys":[]}', '["ssh-ed'])(
    'skips the corrupt file %j, and reads the next one',
    async (content) => {
      await writeFile(join(dir, fileOf(epoch - 1)), content);
      expect(await readCachedKeys(dir, now)).toBeUndefined();
      await writeFile(join(dir, fileOf(epoch - 2)), JSON.stringify(keys));
      expect(await readCachedKeys(dir, now)).toEqual(keys);
    },
  );

  it('reads the newest of several files', async () => {
    await writeFile(join(dir, fileOf(epoch - 20)), JSON.stringify([ed25519Key(20)]));
    await writeFile(join(dir, fileOf(epoch - 10)), JSON.stringify([ed25519Key(10)]));
    expect(await readCachedKeys(dir, now)).toEqual([ed25519Key(10)]);
  });

  it('never reads a file that is still being written', async () => {
    await writeFile(join(dir, `${fileOf(epoch)}.tmp-1`), JSON.stringify(keys));
    expect(await readCachedKeys(dir, now)).toBeUndefined();
  });

  it('returns nothing if the folder does not exist', async () => {
    expect(await readCachedKeys(join(dir, 'missing'), now)).toBeUndefined();
  });
});
