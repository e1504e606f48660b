import { rename, rm } from 'node:fs/promises';

/** Replaces the target folder with another one by a rename. After concurrent calls, the target is one of the new folders, without files of the others. */
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
