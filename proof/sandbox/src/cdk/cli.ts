import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { workspaceRoot } from '../paths.ts';
import { parseStackEvent } from './stack-event.ts';
import type { StackEvent } from './stack-event.ts';

export interface CdkOptions {
  /** The CLI's working folder, with its cdk.json, its context, its output and its home folder. */
  readonly folder: string;
  readonly accountId: string;
  readonly region: string;
  /** Environment variables: the result of clientVariables, and the fleet's parameters. */
  readonly variables: Record<string, string>;
  /** Aborted when the sandbox is interrupted. This ends the CLI. */
  readonly signal: AbortSignal;
}

/** The CDK CLI failed. The message contains the part of its output that explains why. */
export class CdkFailed extends Error {
  override readonly name = 'CdkFailed';
}

/** Runs the real CDK CLI on the real CDK app. Each sandbox uses its own folder, so several can run at once. */
export class CdkCli {
  readonly #options: CdkOptions;

  private constructor(options: CdkOptions) {
    this.#options = options;
  }

  /** Prepares the working folder: copies infra's cdk.json, with an app command that works in any folder. */
  static async prepare(options: CdkOptions): Promise<CdkCli> {
    const infra = join(workspaceRoot, 'apps/infra');
    await mkdir(options.folder, { recursive: true });
    const settings = JSON.parse(await readFile(join(infra, 'cdk.json'), 'utf8')) as { app: string };
    const app = `cd '${infra}' && ${settings.app}`;
    await writeFile(join(options.folder, 'cdk.json'), JSON.stringify({ ...settings, app }, null, 2));
    return new CdkCli(options);
  }

  /** The same CLI with additional environment variables, e.g. for an update of the fleet. */
  with(variables: Record<string, string>): CdkCli {
    return new CdkCli({ ...this.#options, variables: { ...this.#options.variables, ...variables } });
  }

  async bootstrap(executionPolicyArn: string, onEvent?: (event: StackEvent) => void): Promise<void> {
    const { accountId, region } = this.#options;
    const environment = `aws://${accountId}/${region}`;
    // The CLI does not need the app to bootstrap a given environment.
    const options = ['--app', '', '--cloudformation-execution-policies', executionPolicyArn];
    await this.#run(['bootstrap', environment, ...options], onEvent);
  }

  async deploy(onEvent?: (event: StackEvent) => void): Promise<void> {
    await this.#run(['deploy', '--all', '--require-approval', 'never', '--progress', 'events'], onEvent);
  }

  /** Whether `cdk diff` finds no changes. */
  async isUpToDate(): Promise<boolean> {
    const { exitCode, all } = await this.#execute(['diff', '--fail', '--no-change-set']);
    if (exitCode === 0) return true;
    if (/differences/i.test(all)) return false;
    throw new CdkFailed(`cdk diff failed:\n${failureOf(all)}`);
  }

  async destroy(onEvent?: (event: StackEvent) => void): Promise<void> {
    await this.#run(['destroy', '--all', '--force', '--progress', 'events'], onEvent);
  }

  async #run(args: readonly string[], onEvent?: (event: StackEvent) => void): Promise<void> {
    const { exitCode, all } = await this.#execute(args, onEvent);
    if (exitCode !== 0) throw new CdkFailed(`cdk ${args[0]} failed:\n${failureOf(all)}`);
  }

  async #execute(args: readonly string[], onEvent?: (event: StackEvent) => void) {
    const { folder, accountId, region, variables, signal } = this.#options;
    const common = ['--output', join(folder, 'cdk.out'), '--ci', '--no-notices', '--no-version-reporting'];
    const child = execa('cdk', [...args, ...common], {
      cwd: folder,
      preferLocal: true,
      localDir: workspaceRoot,
      extendEnv: false,
      env: {
        ...inherited(),
        ...variables,
        CDK_HOME: join(folder, 'home'),
        CDK_DEFAULT_ACCOUNT: accountId,
        CDK_DEFAULT_REGION: region,
        CDK_DISABLE_VERSION_CHECK: '1',
        CDK_DISABLE_CLI_TELEMETRY: 'true',
        CI: 'true',
        NO_COLOR: '1',
      },
      reject: false,
      all: true,
      cancelSignal: signal,
      // The CLI cleans up when it is cancelled. If it hangs, it is killed.
      forceKillAfterDelay: 5_000,
    });
    child.all.pipe(createWriteStream(join(folder, `${args[0]}.log`)));
    for await (const line of child.iterable({ from: 'all' })) {
      const event = parseStackEvent(line);
      if (event) onEvent?.(event);
    }
    const { exitCode, all } = await child;
    signal.throwIfAborted();
    return { exitCode, all };
  }
}

/** Finds the part of the CLI's output that explains the failure. The log file has the whole output. */
function failureOf(output: string): string {
  const lines = output.split('\n').filter((line) => parseStackEvent(line) === undefined);
  const start = lines.findIndex((line) => /Failed resources:|❌|\bERROR\b|[Ee]rror:/.test(line));
  return lines
    .slice(start === -1 ? -20 : start)
    .join('\n')
    .trim();
}

/**
 * The few variables that the CLI inherits from this process. SEMAPHORE_* and AWS_* are not among them, because they may
 * refer to a real account.
 */
function inherited(): Record<string, string> {
  const keep = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'USER'];
  return Object.fromEntries(keep.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}
