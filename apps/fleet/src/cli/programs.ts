import { spawn } from 'node:child_process';
import { constants, accessSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { constants as os } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Environment } from '@agent-aws-stack/config';

/** The path of a program on the PATH; undefined if there is none. On Windows, only programs that end with .exe. */
export function findProgram(name: string, env: Environment, platform = process.platform): string | undefined {
  const file = platform === 'win32' ? `${name}.exe` : name;
  // On Windows, the variable is named Path.
  const [, path = ''] = Object.entries(env).find(([key]) => key.toUpperCase() === 'PATH') ?? [];
  return path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, file))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Signals of keys such as Ctrl-C. This process ignores them, because the terminal sends them to the program too. */
const KEY_SIGNALS = ['SIGINT', 'SIGQUIT', 'SIGTSTP'] as const;
/** Signals that only this process receives, for example from `kill`. It passes them on to the program. */
const OTHER_SIGNALS = ['SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a program on this terminal until it ends.
 * @returns its exit code; 128 plus the signal's number if a signal ended it, as in shells
 */
export async function runOnTerminal(
  path: string,
  args: readonly string[],
  env: Environment,
): Promise<number> {
  const child = spawn(path, [...args], { stdio: 'inherit', env });
  const ignore = (): void => undefined;
  const passOn = (signal: NodeJS.Signals): void => void child.kill(signal);
  for (const signal of KEY_SIGNALS) process.on(signal, ignore);
  for (const signal of OTHER_SIGNALS) process.on(signal, passOn);
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return code ?? 128 + os.signals[signal ?? 'SIGTERM'];
  } finally {
    for (const signal of KEY_SIGNALS) process.off(signal, ignore);
    for (const signal of OTHER_SIGNALS) process.off(signal, passOn);
  }
}
