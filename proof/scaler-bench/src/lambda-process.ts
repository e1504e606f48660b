import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A fault inside the measured process: its clock jumps by an hour, or name resolution fails. */
export interface ProcessFault {
  readonly kind: 'clock-jump' | 'dns';
  /** Start and end, in milliseconds after the start of the invocation. */
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Invocation {
  readonly event: { readonly time?: string };
  readonly requestId: string;
  readonly remainingMs: number;
  readonly processFault?: ProcessFault | undefined;
}

/** The message of the process at the end of an invocation. */
export interface HostReply {
  readonly error?: string | undefined;
  /** The CPU time of the whole process so far. */
  readonly cpuMs: number;
  readonly heapMib: number;
  readonly rssMib: number;
}

const HOST = join(import.meta.dirname, 'lambda-host.ts');
/** This folder has the AWS SDK, for handlers that do not bundle it. Lambda's runtime has it, too. */
const RUNTIME_MODULES = join(import.meta.dirname, '../../../node_modules');

/** A process that runs a handler file, like an execution environment of Lambda. */
export class LambdaProcess {
  readonly spawnedAt = performance.now();
  readonly #child: ChildProcess;
  #output = '';

  /** Starts the process and the first invocation. */
  constructor(handlerFile: string, env: NodeJS.ProcessEnv, first: Invocation) {
    this.#child = fork(HOST, [handlerFile, JSON.stringify(first)], {
      env: { NODE_PATH: RUNTIME_MODULES, ...env },
      execArgv: ['--disable-warning=ExperimentalWarning', '--expose-gc'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
  }

  /** The output of the process so far. */
  get output(): string {
    return this.#output;
  }

  invoke(invocation: Invocation): void {
    this.#child.send(invocation);
  }

  /**
   * Waits for the end of the current invocation. Returns undefined if the process exits, or the invocation takes longer
   * than `withinMs`.
   */
  async reply(withinMs: number): Promise<HostReply | undefined> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) return undefined;
    const stopWaiting = new AbortController();
    const timer = setTimeout(() => stopWaiting.abort(), Math.max(0, withinMs));
    const { signal } = stopWaiting;
    const message = once(this.#child, 'message', { signal }).then(([reply]) => reply as HostReply);
    const exit = once(this.#child, 'exit', { signal }).then(() => undefined);
    try {
      return await Promise.race([message, exit]);
    } catch {
      return undefined;
    } finally {
      clearTimeout(timer);
      // Only one of the two events has happened, so stop waiting for the other one.
      stopWaiting.abort();
      await Promise.allSettled([message, exit]);
    }
  }

  /** Freezes the process, as Lambda does between two invocations. */
  freeze(): void {
    this.#child.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child.kill('SIGCONT');
  }

  async end(): Promise<void> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
  }
}
