import { rename, rm } from 'node:fs/promises';

/**
 * Moves a folder to the target, replacing what is there. If called concurrently, the target ends up as exactly one of
 * the new folders.
 */
export async function replaceFolder(target: string, fresh: string): Promise<void> {
  for (;;) {
    await rm(target, { recursive: true, force: true, maxRetries: 3 });
    try {
      return await rename(fresh, target);
    } catch (error) {
      // A concurrent call has put another folder there. Try again.
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
    }
  }
}
