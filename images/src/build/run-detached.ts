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
  /** File to which the program's output is appended. */
  readonly logFile: string;
  readonly onLine: (line: string) => void;
  /** Stops the program with SIGTERM. Its remaining output is still passed on. */
  readonly signal: AbortSignal;
}

const POLL_MS = 100;

/**
 * Runs the program detached, with its output in a file, so that it can clean up even if this process is killed. Nx kills a
 * task's processes five seconds after Ctrl-C, but terminating an instance and removing temporary files take longer.
 * The subshell is the program's supervisor: it waits for the program, and writes its exit code to the file. The program's process
 * writes its id before it becomes the program, so that the id does not land in the middle of a line of output.
 */
const LAUNCHER = `
marker=$1 log=$2
shift 2
(
  /bin/sh -c 'echo "$0 started $$ $PPID"; exec "$@"' "$marker" "$@" </dev/null >>"$log" 2>&1 &
  wait $!
  code=$?
  /bin/rm -rf "$TMPDIR"
  echo "$marker ended $code" >>"$log"
) </dev/null >/dev/null 2>&1 &
`;

/**
 * Runs a program and returns its exit code, or 127 if there is no such program. The program gets its own TMPDIR, which is
 * removed afterwards, because Packer leaves the private key of a build in it.
 */
export async function runDetached(command: readonly string[], options: DetachedOptions): Promise<number> {
  const { cwd, env, logFile, onLine, signal } = options;
  const marker = randomUUID();
  const log = await open(logFile, 'a+');
  const temporary = mkdtempSync(join(tmpdir(), 'agent-image-'));
  let pid: number | undefined;
  let supervisor: number | undefined;
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
    for (let isLastRead = false; ;) {
      const { bytesRead, buffer } = await log.read(Buffer.alloc(65_536), 0, 65_536, position);
      position += bytesRead;
      const lines = (rest + decoder.write(buffer.subarray(0, bytesRead))).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        // If the program's last line has no newline, the marker follows it on the same line.
        const [text = '', note] = line.split(`${marker} `);
        if (note === undefined || text !== '') onLine(text);
        const [event, number, parent] = note?.split(' ') ?? [];
        if (event === 'ended') return Number(number);
        if (event === 'started') [pid, supervisor] = [Number(number), Number(parent)];
        // The signal may have arrived before the program started.
        if (event === 'started' && signal.aborted) terminate();
      }
      if (bytesRead > 0) continue;
      // Only a killed supervisor ends without writing the exit code.
      if (isLastRead) throw new Error(`${command[0]} was killed`);
      isLastRead = supervisor !== undefined && !kill(supervisor, 0);
      await sleep(POLL_MS);
    }
  } finally {
    signal.removeEventListener('abort', terminate);
    await log.close();
    // The supervisor removes the folder, unless it was killed.
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Sends a signal; returns whether the process exists. */
function kill(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if (types.isNativeError(error) && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}
