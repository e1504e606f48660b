import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Creates a .gitignore with node_modules in a folder that has no .gitignore yet. @throws the file system's error */
export function ignoreNodeModules(folder: string): void {
  try {
    writeFileSync(join(folder, '.gitignore'), 'node_modules/\n', { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
