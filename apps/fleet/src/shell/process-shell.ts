import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { styleText } from 'node:util';
import type { Shell } from './shell.ts';

/** The terminal that this process was started on. */
export function processShell(): Shell {
  const { stdin, stdout, stderr } = process;
  stdout.on('error', endWithReader);
  return {
    out: (line) => stdout.write(`${line}\n`),
    err: (line) => stderr.write(`${line}\n`),
    interactive: stdin.isTTY === true && stdout.isTTY === true,
    columns: stdout.columns ?? 110,
    // Node itself looks at NO_COLOR, FORCE_COLOR and the stream.
    style: (format, line) => styleText(format, line, { stream: stdout }),
    progressStream: stderr,
    confirm: async (question) => {
      const { confirm } = await import('@clack/prompts');
      return (await confirm({ message: question, initialValue: false, output: stderr })) === true;
    },
    askSecret: async (question) => {
      const { password } = await import('@clack/prompts');
      const answer = await password({ message: question, output: stderr });
      return typeof answer === 'string' ? answer : '';
    },
    readInput: () => text(stdin),
    now: () => new Date(),
    sleep: (ms) => setTimeout(ms),
  };
}

/** Whoever reads the output has read enough, as `head` does: nothing is left to do. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(process.exitCode);
}
