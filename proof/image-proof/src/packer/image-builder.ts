import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { workspaceRoot } from '@agent-aws-stack/images';
import { execa } from 'execa';
import { copyTemplates, makeOffline } from './offline-copy.ts';

export interface ImageBuilderOptions {
  /** An empty folder. */
  readonly folder: string;
  /** An operating system of the Linux family, such as ubuntu-noble. */
  readonly os: string;
  readonly arch: string;
  readonly region: string;
  /** File with the CA certificates to trust. */
  readonly authorities: string;
  /** The content of versions.json for the builds. */
  readonly versions: string;
}

/** The result of a build. */
export interface Built {
  readonly exitCode: number;
  /** Output of the builder. */
  readonly printed: string;
  /** Output of Packer. */
  readonly log: string;
}

/** The command that `nx run images:build-linux` runs. */
const BUILDER = [process.execPath, join(workspaceRoot, 'images/src/build/main.ts'), 'linux'] as const;

/** Runs `nx run images:build-linux` as a user of the account would. */
export class ImageBuilder {
  readonly #options: ImageBuilderOptions;
  readonly #path: string;

  private constructor(options: ImageBuilderOptions, path: string) {
    this.#options = options;
    this.#path = path;
  }

  static async prepare(options: ImageBuilderOptions): Promise<ImageBuilder> {
    const { folder, versions } = options;
    const template = await copyTemplates('linux', join(folder, 'images'));
    await makeOffline(template);
    await writeFile(join(template, 'versions.json'), versions);
    const bin = join(folder, 'bin');
    await mkdir(bin, { recursive: true });
    await writeFile(join(bin, 'packer'), await packerOf(template), { mode: 0o755 });
    return new ImageBuilder(options, `${bin}:${process.env['PATH']}`);
  }

  /** The file to which the builder writes the result. */
  get outcomeFile(): string {
    return join(this.#options.folder, 'outcome.json');
  }

  /**
   * Runs a build to its end.
   * @param args - more arguments, in addition to those for the image, the region and the output
   * @param variables - environment variables
   * @param interruptWhen - once it returns true, the build is interrupted as with Ctrl-C
   */
  build(
    args: readonly string[],
    variables: Readonly<Record<string, string>>,
    interruptWhen?: () => boolean,
  ): Promise<Built> {
    const nx = join(workspaceRoot, 'node_modules/.bin/nx');
    return this.#run([nx, 'run', 'images:build-linux', ...args], variables, interruptWhen);
  }

  /** Runs a build without Nx, which takes two seconds to start. */
  buildDirectly(args: readonly string[], variables: Readonly<Record<string, string>>): Promise<Built> {
    return this.#run([...BUILDER, ...args], variables);
  }

  async #run(
    [program, ...args]: readonly [string, ...string[]],
    variables: Readonly<Record<string, string>>,
    interruptWhen?: () => boolean,
  ): Promise<Built> {
    const { os, arch, region } = this.#options;
    const running = execa(
      program,
      [...args, '--os', os, '--arch', arch, '--region', region, '--output', this.outcomeFile],
      {
        ...{ cwd: workspaceRoot, env: this.#environment(variables), extendEnv: false },
        ...{ reject: false, all: true, stdin: 'ignore', detached: true },
      },
    );
    if (interruptWhen !== undefined) await interrupt(running, interruptWhen);
    const { exitCode, all } = await running;
    const logFile = join(workspaceRoot, 'images/dist', `${os}-${arch}.log`);
    const log = existsSync(logFile) ? await readFile(logFile, 'utf8') : '';
    return { exitCode: exitCode ?? -1, printed: all, log };
  }

  #environment(variables: Readonly<Record<string, string>>): Record<string, string> {
    const { folder, authorities } = this.#options;
    return {
      ...{ PATH: this.#path, HOME: folder, LC_ALL: 'C.UTF-8', NO_COLOR: '1' },
      ...{ AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' },
      // For Go and Node programs.
      ...{ SSL_CERT_FILE: authorities, NODE_EXTRA_CA_CERTS: authorities },
      // Packer's polling interval and timeout. The defaults are for the real EC2.
      ...{ AWS_POLL_DELAY_SECONDS: '1', AWS_TIMEOUT_SECONDS: '600' },
      // Known host keys are not kept, because the instances of all builds have the same address but different host keys.
      ANSIBLE_SSH_COMMON_ARGS: '-o UserKnownHostsFile=/dev/null -o LogLevel=ERROR',
      // No daemon and folders of its own, so that this Nx does not share them with the Nx that may be running this program.
      ...{ NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false', NX_WORKSPACE_DATA_DIRECTORY: join(folder, 'nx') },
      NX_CACHE_DIRECTORY: join(folder, 'nx-cache'),
      ...variables,
    };
  }
}

/** The end of a long text. */
export const lastOf = (text: string): string => text.slice(-3_000);

/** Sends SIGINT to the whole process group, as a terminal does, unless the program ends first. */
async function interrupt(program: ChildProcess, when: () => boolean): Promise<void> {
  const { pid } = program;
  while (program.exitCode === null && !when()) await sleep(100);
  if (program.exitCode === null && pid !== undefined) process.kill(-pid, 'SIGINT');
}

/** A script that runs Debian's Packer on the offline copy of the template, and claims to be a newer version. */
async function packerOf(template: string): Promise<string> {
  const { stdout: packer } = await execa('sh', ['-c', 'command -v packer']);
  return `#!/bin/sh
case $1 in
  version) echo 'Packer v1.9.0' ;;
  init) ;;
  *) cd '${template}' && exec '${packer}' "$@" ;;
esac
`;
}
