import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as sleep } from 'node:timers/promises';
import { types } from 'node:util';

export interface DetachedOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Gets all that the program prints, after what is in it. */
  readonly logFile: string;
  readonly onLine: (line: string) => void;
  /** Ends the program by SIGTERM; what it still has to say comes before the end. */
  readonly signal: AbortSignal;
}

const POLL_MS = 100;

/**
 * The program as nobody's child, printing into a file: it ends what it has begun, whatever becomes of this process. Nx
 * kills a task's processes five seconds after Ctrl-C, which is too early for what has an instance to terminate,
 * and for whoever would remove the temporary files.
 */
const LAUNCHER = `
marker=$1 log=$2
shift 2
(
  "$@" </dev/null >>"$log" 2>&1 &
  echo "$marker started $!" >>"$log"
  wait $!
  code=$?
  /bin/rm -rf "$TMPDIR"
  echo "$marker ended $code" >>"$log"
) </dev/null >/dev/null 2>&1 &
`;

/**
 * Runs a program and gives its exit code; 127 when there is no such program. It has a TMPDIR of its own, which is gone in the end: Packer
 * leaves the private key of a build there.
 */
export async function runDetached(command: readonly string[], options: DetachedOptions): Promise<number> {
  const { cwd, env, logFile, onLine, signal } = options;
  const marker = randomUUID();
  const log = await open(logFile, 'a+');
  const temporary = mkdtempSync(join(tmpdir(), 'agent-image-'));
  let pid: number | undefined;
  const terminate = (): void => {
    if (pid !== undefined) kill(pid, 'SIGTERM');
  };
  signal.addEventListener('abort', terminate);
  try {
    let position = (await log.stat()).size;
    const launcher = spawn('/bin/sh', ['-c', LAUNCHER, 'sh', marker, logFile, ...command], {
      cwd,
      env: { ...env, TMPDIR: temporary },
      stdio: 'ignore',
      detached: true,
    });
    await once(launcher, 'exit');

    const decoder = new StringDecoder();
    let rest = '';
    for (let lastLook = false; ;) {
      const { bytesRead, buffer } = await log.read(Buffer.alloc(65_536), 0, 65_536, position);
      position += bytesRead;
      const lines = (rest + decoder.write(buffer.subarray(0, bytesRead))).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        // What the program printed last may lack the end of its line.
        const [text = '', note] = line.split(`${marker} `);
        if (note === undefined || text !== '') onLine(text);
        const [event, number] = note?.split(' ') ?? [];
        if (event === 'ended') return Number(number);
        if (event === 'started') pid = Number(number);
        // The signal may have come before there was anything to terminate.
        if (event === 'started' && signal.aborted) terminate();
      }
      if (bytesRead > 0) continue;
      // Its supervisor was killed too, or it would have said so.
      if (lastLook) throw new Error(`${command[0]} was killed`);
      lastLook = pid !== undefined && !kill(pid, 0);
      await sleep(POLL_MS);
    }
  } finally {
    signal.removeEventListener('abort', terminate);
    await log.close();
    // If its supervisor was killed.
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Whether there is such a process, which then got the signal. */
function kill(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if (types.isNativeError(error) && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}
