import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A call of the fake Packer. */
export interface PackerCall {
  readonly command: string;
  readonly options: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  /** The name of the working folder, which is the folder of the template. */
  readonly template: string;
}

/** Installs a fake `packer` in a folder. Returns the folder for the PATH, and a function that reads the recorded calls. */
export async function installPacker(
  folder: string,
): Promise<{ readonly bin: string; readonly calls: () => Promise<readonly PackerCall[]> }> {
  const bin = join(folder, 'bin');
  const record = join(folder, 'packer.calls');
  await mkdir(bin);
  const program = join(import.meta.dirname, 'program.ts');
  const script = `#!/bin/sh\nexec '${process.execPath}' '${program}' '${record}' "$@"\n`;
  await writeFile(join(bin, 'packer'), script, { mode: 0o755 });
  return {
    bin,
    calls: async () => {
      const lines = (await readFile(record, 'utf8')).trim().split('\n');
      return lines.map((line) => JSON.parse(line) as PackerCall);
    },
  };
}
