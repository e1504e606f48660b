import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

/** What `shell.err` writes in a child process. The parameters say which of its streams count as terminals. */
function written(stdout: boolean, stderr: boolean): string {
  const program = `
    process.stdout.isTTY = ${stdout};
    process.stderr.isTTY = ${stderr};
    const { processShell } = await import(${JSON.stringify(join(import.meta.dirname, 'process-shell.ts'))});
    const shell = processShell();
    shell.err(shell.style('red', 'lost'));`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: undefined, NO_COLOR: undefined, TERM: 'xterm-256color' },
  }).stderr;
}

it.each([
  [true, true, '\u001b[31mlost\u001b[39m\n'],
  [true, false, 'lost\n'],
  [false, true, 'lost\n'],
])(
  'with a terminal as standard output (%s) and as standard error (%s), an error is written as %j',
  (stdout, stderr, text) => {
    expect(written(stdout, stderr)).toBe(text);
  },
);
