import { closeSync, existsSync, openSync, realpathSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../../cli/errors.ts';
import { quote } from '../../cli/full-command.ts';

/** The file to write: as typed, and its full path. */
export interface Target {
  readonly file: string;
  readonly path: string;
  /** Whether an existing file may be overwritten. */
  readonly force: boolean;
}

/**
 * Checks that the file can be written, before the user answers questions; changes nothing.
 * @throws UserError
 */
export function refuseTarget({ file, path, force }: Target): void {
  const exists = existsSync(path);
  try {
    // Opening a file for appending does not change it, and fails whenever writing would.
    closeSync(openSync(path, 'a'));
  } catch (error) {
    const { problem, remedy } = explain(error as NodeJS.ErrnoException, dirname(path));
    throw new UserError(file, `${problem}; nothing was written`, remedy, { cause: error });
  }
  if (!exists) rmSync(realpathSync(path));
  else if (!force) {
    throw new UserError(file, 'already exists; nothing was written', 'Name another file, or pass --force');
  }
}

function explain({ code, message }: NodeJS.ErrnoException, folder: string) {
  switch (code ?? '') {
    case 'ENOENT':
      return { problem: `there is no folder ${folder}`, remedy: `Create it: mkdir -p ${quote(folder)}` };
    case 'ENOTDIR':
      return { problem: `${folder} is not a folder`, remedy: 'Name a file in a folder' };
    case 'EISDIR':
      return { problem: 'is a folder', remedy: 'Name a file in it' };
    default:
      return { problem: `cannot be written (${message})`, remedy: 'Name another file' };
  }
}
