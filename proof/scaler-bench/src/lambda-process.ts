import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A fault inside the measured process: its clock jumps by an hour, or name resolution fails. */
export interface ProcessFault {
  readonly kind: 'clock-jump' | 'dns';
  /** Milliseconds after the invocation's start. */
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Invocation {
  readonly event: { readonly time?: string };
  readonly requestId: string;
  readonly remainingMs: number;
  readonly processFault?: ProcessFault | undefined;
}

/** The process's report of an invocation. */
export interface HostReply {
  readonly error?: string | undefined;
  /** Of the whole process so far. */
  readonly cpuMs: number;
  readonly heapMib: number;
  readonly rssMib: number;
}

const HOST = join(import.meta.dirname, 'lambda-host.ts');
/** Lambda's runtime has the AWS SDK for functions that do not bring their own. */
const RUNTIME_MODULES = join(import.meta.dirname, '../../../node_modules');

/** A handler file in a process of its own: one execution environment of Lambda. */
export class LambdaProcess {
  readonly spawnedAt = performance.now();
  readonly #child: ChildProcess;
  #output = '';

  /** Starts the process, and with it the first invocation. */
  constructor(handlerFile: string, env: NodeJS.ProcessEnv, first: Invocation) {
    this.#child = fork(HOST, [handlerFile, JSON.stringify(first)], {
      env: { NODE_PATH: RUNTIME_MODULES, ...env },
      execArgv: ['--disable-warning=ExperimentalWarning', '--expose-gc'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
  }

  /** All that it printed. */
  get output(): string {
    return this.#output;
  }

  invoke(invocation: Invocation): void {
    this.#child.send(invocation);
  }

  /** The current invocation's end; undefined when the process died, or is still at it after `withinMs`. */
  async reply(withinMs: number): Promise<HostReply | undefined> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) return undefined;
    const over = new AbortController();
    const timer = setTimeout(() => over.abort(), Math.max(0, withinMs));
    const { signal } = over;
    const message = once(this.#child, 'message', { signal }).then(([reply]) => reply as HostReply);
    const death = once(this.#child, 'exit', { signal }).then(() => undefined);
    try {
      return await Promise.race([message, death]);
    } catch {
      return undefined;
    } finally {
      clearTimeout(timer);
      // Stop waiting for the other one.
      over.abort();
      await Promise.allSettled([message, death]);
    }
  }

  /** The environment is frozen, as Lambda does between two invocations. */
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
