import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export interface FakePrograms extends Disposable {
  /** A PATH with the folder of the fake programs, then the folders of the system's programs, which the lines of shell may call. */
  readonly PATH: string;
  /** The path of a program. */
  readonly pathOf: (name: string) => string;
  /** The arguments of each call of a program, in order. */
  readonly callsOf: (name: string) => readonly (readonly string[])[];
}

/**
 * Creates programs, in a new temporary folder, that record their arguments, then run a line of shell. Disposing of them deletes the folder.
 * @param lines the line of shell of each program, by the program's name
 */
export function fakePrograms(lines: Readonly<Record<string, string>>): FakePrograms {
  const folder = mkdtempSync(join(tmpdir(), 'fleet-programs-'));
  const logOf = (name: string): string => join(folder, `${name}.calls`);
  for (const [name, line] of Object.entries(lines)) {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\nprintf '%s\\n' "$@" -- >> '${logOf(name)}'\n${line}\n`);
    chmodSync(path, 0o755);
  }
  return {
    PATH: [folder, '/bin', '/usr/bin'].join(delimiter),
    pathOf: (name) => join(folder, name),
    callsOf: (name) => {
      if (!existsSync(logOf(name))) return [];
      const calls = readFileSync(logOf(name), 'utf8').split('--\n').slice(0, -1);
      return calls.map((call) => call.trimEnd().split('\n'));
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}
