import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import lockfile from 'proper-lockfile';
import { accountId } from '../emulator/account.ts';
import { openDefaultNetwork } from '../emulator/default-network.ts';
import { fastPace } from '../pace.ts';
import { sandboxRoot, workspaceRoot } from '../paths.ts';
import { Region } from '../region.ts';

export interface CommandOptions {
  /** Standard input. */
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The working folder. @default - the region's folder, which is inside of the workspace */
  readonly cwd?: string;
}

/** The folder in which the CDK CLI saves its lookups. Tests share it, because they run the commands of this checkout. */
const infra = join(workspaceRoot, 'apps/infra');

/** A new region, and an operator's shell for it: commands run in the region's folder with its environment variables. */
export class CommandLine {
  readonly region: Region;
  readonly #variables: Readonly<Record<string, string>>;
  readonly #release: () => Promise<void>;

  private constructor(
    region: Region,
    variables: Readonly<Record<string, string>>,
    release: () => Promise<void>,
  ) {
    this.region = region;
    this.#release = release;
    this.#variables = {
      ...region.variables,
      INIT_CWD: region.folder.path,
      SEMAPHORE_ENDPOINT: region.semaphore.endpoint,
      SEMAPHORE_AGENT_AMI: 'ami-0123456789abcdef0',
      SEMAPHORE_AGENT_STACK_CONFIG: 'new.json',
      // Nx makes its tasks print colours, but tests read plain text.
      FORCE_COLOR: '0',
      ...variables,
    };
  }

  /** Waits until no other suite uses the CDK CLI, because the lookups of two regions would mix. */
  static async open(
    registrationToken: string,
    variables: Readonly<Record<string, string>> = {},
  ): Promise<CommandLine> {
    await mkdir(sandboxRoot, { recursive: true });
    const release = await lockfile.lock(infra, {
      lockfilePath: join(sandboxRoot, 'command-line.lock'),
      retries: { forever: true, minTimeout: 500, maxTimeout: 1_000 },
      stale: 60_000,
    });
    try {
      const region = await Region.start({ say: () => undefined, registrationToken, pace: fastPace });
      await openDefaultNetwork(region.address);
      return new CommandLine(region, variables, release);
    } catch (error) {
      await release();
      throw error;
    }
  }

  /** Runs `fleet <line>`, without the CDK's check of templates, to save time. `shell` does not skip the check. */
  async fleet(line: string, { input = '', env = {} }: CommandOptions = {}) {
    const main = join(workspaceRoot, 'apps/fleet/src/main.ts');
    const { exitCode, stdout, stderr } = await execa(process.execPath, [main, ...line.split(' ')], {
      env: { ...this.#variables, CDK_VALIDATION: 'false', ...env },
      input,
      reject: false,
    });
    return { code: exitCode, out: stdout, err: stderr };
  }

  /** Runs shell commands, without SEMAPHORE_AGENT_STACK_CONFIG: the commands must name the configuration file. */
  async shell(line: string, { input = '', env = {}, cwd = this.region.folder.path }: CommandOptions = {}) {
    const { exitCode, stdout, stderr } = await execa('bash', ['-c', line], {
      cwd,
      env: { ...this.#variables, INIT_CWD: cwd, SEMAPHORE_AGENT_STACK_CONFIG: undefined, ...env },
      input,
      reject: false,
    });
    return { code: exitCode, out: stdout, err: stderr };
  }

  /** Writes new.json, the configuration file that `fleet` commands use unless `open` got another one. */
  async configure(content: object): Promise<void> {
    await writeFile(join(this.region.folder.path, 'new.json'), JSON.stringify(content));
  }

  async close(): Promise<void> {
    try {
      await this.region.stop();
      await clearCachedContext();
    } finally {
      await this.#release();
    }
  }
}

/** Removes the cached lookups of the emulator's account, and keeps all others. */
async function clearCachedContext(): Promise<void> {
  const file = join(infra, 'cdk.context.json');
  const context = JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as Record<string, unknown>;
  const others = Object.entries(context).filter(([key]) => !key.includes(`account=${accountId}:`));
  if (others.length < Object.keys(context).length) {
    await writeFile(file, `${JSON.stringify(Object.fromEntries(others), undefined, 2)}\n`);
  }
}
