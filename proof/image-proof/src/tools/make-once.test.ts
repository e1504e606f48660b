import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { makeOnce } from './make-once.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'make-once-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('two files of a folder can be made at the same time', async () => {
  const make = (name: string, madeAfter: Promise<unknown>) =>
    makeOnce(join(folder, name), async () => {
      await madeAfter;
      await writeFile(join(folder, name), name);
    });
  let resolve: () => void = () => undefined;
  const bothLocked = new Promise<void>((done) => (resolve = done));
  const first = make('yq', bothLocked);
  const second = makeOnce(join(folder, 'goss'), async () => {
    resolve();
    await writeFile(join(folder, 'goss'), 'goss');
    // The first file is finished, and its lock released, while this one is still locked.
    await first;
  });
  await Promise.all([first, second]);
  expect((await readdir(folder)).sort()).toEqual(['goss', 'yq']);
});

it('a file that is needed twice is made once', async () => {
  const file = join(folder, 'yq');
  let made = 0;
  const make = () =>
    makeOnce(file, async () => {
      made++;
      await writeFile(file, 'yq');
    });
  await Promise.all([make(), make()]);
  await make();
  expect(made).toBe(1);
});
