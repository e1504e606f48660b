import { rename, rm } from 'node:fs/promises';

/** Puts one folder in the place of another, whole; of several at once one stays, and nothing of the others. */
export async function replaceFolder(target: string, fresh: string): Promise<void> {
  for (;;) {
    await rm(target, { recursive: true, force: true, maxRetries: 3 });
    try {
      return await rename(fresh, target);
    } catch (error) {
      // Another has been put there meanwhile.
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
    }
  }
}
