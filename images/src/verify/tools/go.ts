import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { workspaceRoot } from '../../workspace.ts';
import type { Tool } from '../step.ts';

/** Builds goss and yq, whose releases are binaries that Debian does not have. */
export const go: Tool = {
  name: 'go 1.21 or newer',
  install: 'https://go.dev/doc/install',
  // Since 1.21 it fetches a newer toolchain by itself where a module needs one.
  present: async () => {
    const { stdout, exitCode } = await execa('go', ['env', 'GOVERSION'], { reject: false });
    return exitCode === 0 && Number(/^go1\.(\d+)/.exec(stdout)?.[1]) >= 21;
  },
};

/** A program built from a Go module. */
export interface GoProgram {
  readonly name: string;
  readonly package: string;
  readonly version: string;
}

export const YQ: GoProgram = { name: 'yq', package: 'github.com/mikefarah/yq/v4', version: 'v4.45.1' };
export const GOSS: GoProgram = {
  name: 'goss',
  package: 'github.com/goss-org/goss/cmd/goss',
  version: 'v0.4.9',
};

/**
 * The program's path; it is built when it is missing, half a minute each.
 * @throws Error with what go said
 */
export async function goProgram(
  program: GoProgram,
  say: (text: string) => void = () => undefined,
): Promise<string> {
  const folder = join(workspaceRoot, '.sandbox/images/bin');
  const file = join(folder, `${program.name}-${program.version}`);
  if (existsSync(file)) return file;
  say(`Building ${program.name} ${program.version}`);
  await mkdir(folder, { recursive: true });
  const building = await mkdtemp(join(folder, '.building-'));
  try {
    await execa('go', ['install', `${program.package}@${program.version}`], {
      cwd: building,
      env: { GOBIN: building, CGO_ENABLED: '0' },
    });
    await rename(join(building, program.name), file);
    return file;
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}
