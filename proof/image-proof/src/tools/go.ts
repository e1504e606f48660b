import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { venvBin, workspaceRoot } from '@agent-aws-stack/images';
import { execa } from 'execa';
import { lock } from 'proper-lockfile';
import { pythonTool } from './python.ts';
import type { Tool } from '../step.ts';

/** Builds goss and yq, whose releases are binaries that Debian does not have. Where there is none, pip brings it. */
export const go: Tool = {
  name: 'go 1.21 or newer',
  install: `${pythonTool.install}, or https://go.dev/doc/install`,
  present: async () => (await isRecent('go')) || (await pythonTool.present()),
};

/** The go command: the machine's own, else that of proof/image-proof/go-requirements.txt. @throws Error with what pip said */
export async function goCommand(say?: (text: string) => void): Promise<string> {
  return (await isRecent('go'))
    ? 'go'
    : join(await venvBin(say, 'proof/image-proof/go-requirements.txt'), 'go');
}

/** Since 1.21 it fetches a newer toolchain by itself where a module needs one. */
async function isRecent(command: string): Promise<boolean> {
  const { stdout, exitCode } = await execa(command, ['env', 'GOVERSION'], { reject: false });
  return exitCode === 0 && Number(/^go1\.(\d+)/.exec(stdout)?.[1]) >= 21;
}

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
  const command = await goCommand(say);
  const version = await about(command, program, '{{.Version}}');
  const file = join(folder, `${program.name}-${version}`);
  if (existsSync(file)) return file;
  await mkdir(folder, { recursive: true });
  // Several tests need it at once, and a build keeps all cores busy.
  const unlock = await lock(folder, {
    lockfilePath: `${file}.lock`,
    stale: 60_000,
    retries: { retries: 600, factor: 1, minTimeout: 1_000 },
  });
  try {
    if (existsSync(file)) return file;
    say(`Building ${program.name} ${version}`);
    await build(command, program, file);
    return file;
  } finally {
    await unlock();
  }
}

async function build(command: string, program: GoProgram, file: string): Promise<void> {
  const building = await mkdtemp(`${file}.building-`);
  try {
    const built = join(building, program.name);
    await execa(command, ['build', '-o', built, program.package], { cwd: PINS, env: { CGO_ENABLED: '0' } });
    await rename(built, file);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

/** Folder of the sources of a program's module. */
export async function goModuleFolder(program: GoProgram): Promise<string> {
  const command = await goCommand();
  await execa(command, ['mod', 'download', program.module], { cwd: PINS });
  return about(command, program, '{{.Dir}}');
}

async function about(command: string, { module }: GoProgram, what: string): Promise<string> {
  return (await execa(command, ['list', '-m', '-f', what, module], { cwd: PINS })).stdout;
}
