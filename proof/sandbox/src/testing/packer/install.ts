import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How the stand-in was called. */
export interface PackerCall {
  readonly command: string;
  readonly options: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  /** The folder of the template it was called in. */
  readonly template: string;
}

/** Puts Packer's stand-in into a folder for the PATH. */
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
