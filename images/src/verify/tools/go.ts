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

/** A program of a Go module; the module beside this file pins it and all that it is built of, by hash. */
export interface GoProgram {
  readonly name: string;
  readonly package: string;
  readonly module: string;
}

export const YQ: GoProgram = {
  name: 'yq',
  package: 'github.com/mikefarah/yq/v4',
  module: 'github.com/mikefarah/yq/v4',
};
export const GOSS: GoProgram = {
  name: 'goss',
  package: 'github.com/goss-org/goss/cmd/goss',
  module: 'github.com/goss-org/goss',
};

const PINS = join(import.meta.dirname, 'go');

/**
 * The program's path; it is built when it is missing, half a minute each.
 * @throws Error with what go said
 */
export async function goProgram(
  program: GoProgram,
  say: (text: string) => void = () => undefined,
): Promise<string> {
  const folder = join(workspaceRoot, '.sandbox/images/bin');
  const version = await pinnedVersion(program);
  const file = join(folder, `${program.name}-${version}`);
  if (existsSync(file)) return file;
  say(`Building ${program.name} ${version}`);
  await mkdir(folder, { recursive: true });
  const building = await mkdtemp(join(folder, '.building-'));
  try {
    const built = join(building, program.name);
    await execa('go', ['build', '-o', built, program.package], { cwd: PINS, env: { CGO_ENABLED: '0' } });
    await rename(built, file);
    return file;
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

/** Folder of the sources of a program's module. */
export async function goModuleFolder({ module }: GoProgram): Promise<string> {
  await execa('go', ['mod', 'download', module], { cwd: PINS });
  return (await execa('go', ['list', '-m', '-f', '{{.Dir}}', module], { cwd: PINS })).stdout;
}

async function pinnedVersion({ module }: GoProgram): Promise<string> {
  return (await execa('go', ['list', '-m', '-f', '{{.Version}}', module], { cwd: PINS })).stdout;
}
