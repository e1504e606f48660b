import { closeSync, existsSync, openSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
    // Opening a file for appending does not change it, and fails whenever writing would. With the flag x, it also fails if there is a file or a link.
    closeSync(openSync(path, force ? 'a' : 'ax'));
  } catch (error) {
    throw refusal({ file, path }, exists && statSync(path).isDirectory() ? { code: 'EISDIR' } : error);
  }
  if (!exists) rmSync(realpathSync(path));
}

/** Writes the file. @throws UserError if that fails, or if the file has appeared since `refuseTarget` and must not be overwritten */
export function writeTarget({ file, path, force }: Target, text: string): void {
  try {
    writeFileSync(path, text, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    throw refusal({ file, path }, error);
  }
}

function refusal({ file, path }: Omit<Target, 'force'>, cause: unknown): UserError {
  const { problem, remedy } = explain(cause as NodeJS.ErrnoException, dirname(path));
  return new UserError(file, `${problem}; nothing was written`, remedy, { cause });
}

function explain({ code, message }: Partial<NodeJS.ErrnoException>, folder: string) {
  // In /proc, for example, creating a file fails with ENOENT although the folder exists.
  switch (code === 'ENOENT' && existsSync(folder) ? 'EACCES' : (code ?? '')) {
    case 'EEXIST':
      return { problem: 'already exists', remedy: 'Name another file, or pass --force' };
    case 'ENOENT':
      return { problem: `there is no folder ${folder}`, remedy: `Create it: mkdir -p ${quote(folder)}` };
    case 'ENOTDIR':
      return { problem: `${folder} is not a folder`, remedy: 'Name a file in a folder' };
    case 'EISDIR':
      return { problem: 'is a folder', remedy: 'Name a file in it' };
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return {
        problem: `cannot be written (${message})`,
        remedy: 'Name a file in a folder that you can write to',
      };
    default:
      return { problem: `cannot be written (${message})`, remedy: 'Name another file' };
  }
}
