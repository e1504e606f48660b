import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadFleets } from './load.ts';
import type { LoadedFleets, LoadInput } from './load.ts';
import type { Environment } from '../sources/environment.ts';

/** The parts of a process that the configuration depends on. */
export interface ProcessContext {
  readonly env: Environment;
  readonly cwd: () => string;
}

/**
 * `loadFleets` with this process's environment and the file system. A relative file name is looked up in the working folder,
 * then in the folder where npm was called, then in the Nx workspace's root, because npm and Nx change the working folder.
 * @throws ConfigurationError with every problem of every fleet
 */
export function loadFleetsFromProcess(
  { env, cwd }: ProcessContext = process,
  fileOption?: LoadInput['fileOption'],
): LoadedFleets {
  const locate = (path: string): string => {
    const inCwd = resolve(cwd(), path);
    const elsewhere = [env.INIT_CWD, env.NX_WORKSPACE_ROOT].flatMap((folder) =>
      folder === undefined ? [] : resolve(folder, path),
    );
    return [inCwd, ...elsewhere].find((candidate) => existsSync(candidate)) ?? inCwd;
  };
  return loadFleets({ env, fileOption, readFile: (path) => readFileSync(locate(path), 'utf8') });
}
