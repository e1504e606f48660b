import { mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { venvBin, workspaceRoot } from '@agent-aws-stack/images';
import { execa } from 'execa';
import { makeOnce } from './make-once.ts';
import { pythonTool } from './python.ts';
import type { Tool } from '../step.ts';

/** Go, which builds goss and yq: Debian has no goss, and its package `yq` is another program. If Go is missing, goCommand installs it with pip. */
export const go: Tool = {
  name: 'go 1.21 or newer',
  install: `${pythonTool.install}, or https://go.dev/doc/install`,
  present: async () => (await isRecent('go')) || (await pythonTool.present()),
};

/** The machine's go command, or the one from proof/image-proof/go-requirements.txt. @throws Error with pip's output */
export async function goCommand(say?: (text: string) => void): Promise<string> {
  return (await isRecent('go'))
    ? 'go'
    : join(await venvBin(say, 'proof/image-proof/go-requirements.txt'), 'go');
}

/** Whether this is Go 1.21 or newer, which downloads a newer toolchain if a module needs one. */
async function isRecent(command: string): Promise<boolean> {
  const { stdout, exitCode } = await execa(command, ['env', 'GOVERSION'], { reject: false });
  return exitCode === 0 && Number(/^go1\.(\d+)/.exec(stdout)?.[1]) >= 21;
}

/** A program to build from a Go module. go/go.mod and go/go.sum pin it and its dependencies. */
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
 * The program's path. Builds it if it is missing, which takes half a minute.
 * @throws Error with the output of go
 */
export async function goProgram(
  program: GoProgram,
  say: (text: string) => void = () => undefined,
): Promise<string> {
  const folder = join(workspaceRoot, '.sandbox/images/bin');
  const command = await goCommand(say);
  const version = await moduleInfo(command, program, '{{.Version}}');
  const file = join(folder, `${program.name}-${version}`);
  await makeOnce(file, async () => {
    say(`Building ${program.name} ${version}`);
    await build(command, program, file);
  });
  return file;
}

async function build(command: string, program: GoProgram, file: string): Promise<void> {
  const building = await mkdtemp(`${file}.building-`);
  try {
    const built = join(building, program.name);
    // The speed of these programs does not matter. Without optimization, their build takes a third less time.
    const quick = '-gcflags=all=-N -l';
    await execa(command, ['build', quick, '-o', built, program.package], {
      cwd: PINS,
      env: { CGO_ENABLED: '0' },
    });
    await rename(built, file);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

/** The folder with the sources of a program's module. */
export async function goModuleFolder(program: GoProgram): Promise<string> {
  const command = await goCommand();
  await execa(command, ['mod', 'download', program.module], { cwd: PINS });
  return moduleInfo(command, program, '{{.Dir}}');
}

async function moduleInfo(command: string, { module }: GoProgram, format: string): Promise<string> {
  return (await execa(command, ['list', '-m', '-f', format, module], { cwd: PINS })).stdout;
}
