import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runDetached } from './run-detached.ts';

let folder: string;
let interruption: AbortController;
let lines: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'detached-'));
  interruption = new AbortController();
  lines = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const logFile = (): string => join(folder, 'log');
const run = (script: string, onLine = (line: string) => void lines.push(line)): Promise<number> =>
  runDetached(['/bin/sh', '-c', script, 'sh', 'an "argument" $x'], {
    cwd: folder,
    env: { PATH: process.env['PATH'], GREETING: 'grüß Gott' },
    logFile: logFile(),
    signal: interruption.signal,
    onLine,
  });

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(20);
}

describe('runDetached', () => {
  it('gives the program its arguments and environment unchanged, and passes on the lines of standard output and standard error', async () => {
    expect(await run('echo "$1"; echo "$GREETING" >&2; pwd')).toBe(0);
    expect(lines).toEqual(['an "argument" $x', 'grüß Gott', folder]);
    expect(readFileSync(logFile(), 'utf8')).toContain('grüß Gott\n');
  });

  it('passes on a last line without a newline', async () => {
    expect(await run('printf last')).toBe(0);
    expect(lines).toEqual(['last']);
  });

  it('passes on a line that is written in parts as one line', async () => {
    expect(await run('printf in; sleep 0.3; echo " parts"')).toBe(0);
    expect(lines).toEqual(['in parts']);
  });

  it('passes on more output than one read returns', async () => {
    expect(await run('seq 1 50000')).toBe(0);
    expect([lines.length, lines.at(-1)]).toEqual([50_000, '50000']);
  });

  it.each([0, 1, 3])('returns exit code %d', async (code) => {
    expect(await run(`exit ${code}`)).toBe(code);
  });

  it('returns 127 for a program that does not exist', async () => {
    const options = {
      cwd: folder,
      env: {},
      logFile: logFile(),
      signal: interruption.signal,
      onLine: () => undefined,
    };
    expect(await runDetached(['no-such-program'], options)).toBe(127);
  });

  it('does not pass on earlier content of the log', async () => {
    await run('echo first');
    lines = [];
    await run('echo second');
    expect(lines).toEqual(['second']);
  });

  it('does not run the program as a descendant of this process', async () => {
    const ancestors = 'p=$$; while [ "$p" -gt 1 ]; do echo "$p"; p=$(ps -o ppid= -p "$p" | tr -d " "); done';
    await run(ancestors);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines).not.toContain(String(process.pid));
  });

  it('gives the program a temporary folder, and removes it afterwards', async () => {
    await run('echo "$TMPDIR"; echo secret >"$TMPDIR/key"');
    expect(lines).toEqual([expect.stringContaining('agent-image-')]);
    expect(existsSync(lines[0] ?? '')).toBe(false);
  });

  it('returns the exit code even if removing the temporary folder takes long', async () => {
    expect(await run('cd "$TMPDIR" && seq 1 40000 | xargs touch; exit 3')).toBe(3);
  });

  it('removes the temporary folder even if this process was killed before the program ended', async () => {
    const script =
      'echo "$TMPDIR" >where; while [ ! -e go ]; do sleep 0.02; done; echo secret >"$TMPDIR/key"';
    const program = `
      const { runDetached } = await import(${JSON.stringify(new URL('run-detached.ts', import.meta.url).href)});
      const signal = new AbortController().signal;
      const options = { cwd: '.', env: process.env, logFile: 'log', signal, onLine: () => undefined };
      await runDetached(['/bin/sh', '-c', ${JSON.stringify(script)}], options);`;
    const starter = spawn(process.execPath, ['--input-type=module', '-e', program], { cwd: folder });
    const where = join(folder, 'where');
    await until(() => existsSync(where) && readFileSync(where, 'utf8').endsWith('\n'));
    starter.kill('SIGKILL');
    await once(starter, 'exit');
    writeFileSync(join(folder, 'go'), '');
    await until(() => readFileSync(logFile(), 'utf8').includes(' ended 0'));
    const temporary = readFileSync(where, 'utf8').trim();
    expect(temporary).toContain('agent-image-');
    expect(existsSync(temporary)).toBe(false);
  });

  it('terminates the program when interrupted, and waits until it has cleaned up', async () => {
    const script = "trap 'sleep 0.3; echo removed; exit 1' TERM; echo launched; while :; do sleep 0.05; done";
    const code = await run(script, (line) => {
      lines.push(line);
      interruption.abort();
    });
    expect([code, lines]).toEqual([1, ['launched', 'removed']]);
  });

  it('throws if both the program and its supervisor were killed', async () => {
    const script = 'kill -9 "$(ps -o ppid= -p $$ | tr -d " ")"; kill -9 $$';
    await expect(run(`echo "$TMPDIR"; ${script}`)).rejects.toThrow('/bin/sh was killed');
    expect(lines).toEqual([expect.stringContaining('agent-image-')]);
    expect(existsSync(lines[0] ?? '')).toBe(false);
  });
});
