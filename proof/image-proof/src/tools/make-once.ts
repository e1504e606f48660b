import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { lock } from 'proper-lockfile';

/** Makes a file unless it exists. If several tests need it at the same time, one makes it and the others wait. @throws what `make` throws */
export async function makeOnce(file: string, make: () => Promise<void>): Promise<void> {
  if (existsSync(file)) return;
  await mkdir(dirname(file), { recursive: true });
  // Locks the file's own path, which need not exist yet. With one lock for the whole folder, a process could not make two files at the same
  // time, because a process can lock a path only once.
  const unlock = await lock(file, {
    realpath: false,
    stale: 60_000,
    retries: { retries: 600, factor: 1, minTimeout: 1_000 },
  });
  try {
    if (!existsSync(file)) await make();
  } finally {
    await unlock();
  }
}
