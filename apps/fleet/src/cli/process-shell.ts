import { text as textOf } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { stripVTControlCharacters, styleText } from 'node:util';
import { askYesNo } from './ask-yes-no.ts';
import type { Shell } from './shell.ts';

/** The terminal, clock and environment of this process. */
export function processShell(): Shell {
  const { stdin, stdout, stderr } = process;
  stdout.on('error', exitOnClosedPipe);
  return {
    out: (line) => stdout.write(`${line}\n`),
    // Text is coloured for standard output. If standard error shows no colours, for example because it is a file, remove them.
    err: (line) => stderr.write(`${showsColours(stderr) ? line : stripVTControlCharacters(line)}\n`),
    // runProgram replaces this function.
    report: () => undefined,
    interactive: stdin.isTTY === true && stdout.isTTY === true,
    columns: stdout.columns ?? 110,
    env: process.env,
    // styleText respects NO_COLOR, FORCE_COLOR and whether the stream is a terminal.
    style: (format, line) => styleText(format, line, { stream: stdout }),
    progressStream: stderr,
    confirm: (question) => askYesNo(question, { output: stderr }),
    askSecret: async (question, check) => {
      const { password } = await import('@clack/prompts');
      // The prompt calls `validate` with undefined if the input is empty, and returns a symbol if the user cancels.
      const answer = await password({
        message: question,
        validate: (typed) => check(typed ?? ''),
        output: stderr,
      });
      return typeof answer === 'string' ? answer : undefined;
    },
    ask: async (question, { initial = '', check }) => {
      const { text } = await import('@clack/prompts');
      const answer = await text({
        message: question,
        defaultValue: initial,
        placeholder: initial,
        // The answer to empty input is the initial text.
        validate: (typed) => check?.(typed || initial),
        output: stderr,
      });
      return typeof answer === 'string' ? answer : undefined;
    },
    choose: async (question, choices, initial) => {
      const { select } = await import('@clack/prompts');
      const options = choices.map(({ value, label }) => ({ value: value as string, label }));
      const initialValue: string | undefined = initial;
      const answer = await select({ message: question, options, initialValue, output: stderr });
      return choices.find(({ value }) => value === answer)?.value;
    },
    readInput: () => textOf(stdin),
    now: () => new Date(),
    sleep: (ms) => setTimeout(ms),
  };
}

const showsColours = (stream: NodeJS.WriteStream): boolean => styleText('red', ' ', { stream }) !== ' ';

/** Exits without an error if the reader has closed the pipe, as `head` does. */
function exitOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(process.exitCode);
}
