import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { loadFleets } from './load.ts';
import type { LoadedFleets, LoadInput } from './load.ts';
import type { Environment } from '../sources/environment.ts';

/** What of a process the configuration depends on. */
export interface Surroundings {
  readonly env: Environment;
  readonly cwd: () => string;
}

/**
 * `loadFleets` of this process's environment and the file system. A relative file name counts from the working
 * folder, or from where the command was typed when npm or Nx has changed to a project's folder since.
 * @throws ConfigurationError with every problem of every fleet
 */
export function loadFleetsFromProcess(
  { env, cwd }: Surroundings = process,
  fileOption?: LoadInput['fileOption'],
): LoadedFleets {
  const folders = [cwd(), env.INIT_CWD, env.NX_WORKSPACE_ROOT].filter((folder) => folder !== undefined);
  return loadFleets({ env, fileOption, readFile: (path) => readFileSync(locate(path, folders), 'utf8') });
}

function locate(path: string, folders: readonly string[]): string {
  if (isAbsolute(path)) return path;
  const candidates = folders.map((folder) => resolve(folder, path));
  return candidates.find((candidate) => existsSync(candidate)) ?? path;
}
