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
  /** ubuntu-… */
  readonly os: string;
  readonly arch: string;
  readonly region: string;
  /** File with the authorities to trust. */
  readonly authorities: string;
  /** images/packer/linux/versions.json as it is here. */
  readonly versions: string;
}

/** The result of a build. */
export interface Built {
  readonly exitCode: number;
  /** What the builder printed. */
  readonly printed: string;
  /** What Packer printed. */
  readonly log: string;
}

/** What `nx run images:build-linux` runs, as a user of the account has it. */
const BUILDER = [process.execPath, join(workspaceRoot, 'images/src/build/main.ts'), 'linux'] as const;

/** `nx run images:build-linux`, as a user of the account runs it. */
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

  /** Where it writes what came of it. */
  get outcomeFile(): string {
    return join(this.#options.folder, 'outcome.json');
  }

  /**
   * Runs it to its end.
   * @param args - beside those that say what to build
   * @param variables - of the environment
   * @param interruptWhen - once it holds, Ctrl-C is pressed
   */
  build(
    args: readonly string[],
    variables: Readonly<Record<string, string>>,
    interruptWhen?: () => boolean,
  ): Promise<Built> {
    const nx = join(workspaceRoot, 'node_modules/.bin/nx');
    return this.#run([nx, 'run', 'images:build-linux', ...args], variables, interruptWhen);
  }

  /** The same without Nx, which takes two seconds to start. */
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
      // Go's programs and Node's.
      ...{ SSL_CERT_FILE: authorities, NODE_EXTRA_CA_CERTS: authorities },
      // How often Packer looks at an instance or image, and how long; by default that fits EC2's own pace.
      ...{ AWS_POLL_DELAY_SECONDS: '1', AWS_TIMEOUT_SECONDS: '600' },
      // Every build has this machine's address: nobody is to remember the last one's host key.
      ANSIBLE_SSH_COMMON_ARGS: '-o UserKnownHostsFile=/dev/null -o LogLevel=ERROR',
      // Nx may be running this very program.
      ...{ NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false', NX_WORKSPACE_DATA_DIRECTORY: join(folder, 'nx') },
      NX_CACHE_DIRECTORY: join(folder, 'nx-cache'),
      ...variables,
    };
  }
}

/** What a reader needs of a long text: its end. */
export const lastOf = (text: string): string => text.slice(-3_000);

/** As a terminal does it: to the whole group. A program that ends before is left alone. */
async function interrupt(program: ChildProcess, when: () => boolean): Promise<void> {
  const { pid } = program;
  while (program.exitCode === null && !when()) await sleep(100);
  if (program.exitCode === null && pid !== undefined) process.kill(-pid, 'SIGINT');
}

/** Debian's Packer, over the copy of the template that it understands; to the builder it is a current one. */
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
