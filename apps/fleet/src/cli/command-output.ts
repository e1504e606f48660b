import type { Command } from 'commander';
import type { ErrorReport } from './describe-error.ts';
import { EXIT } from './exit-code.ts';
import type { Output, OutputProblem } from './output.ts';
import type { Shell } from './shell.ts';

/** Version of the output's format. It rises when a field is removed, renamed or given another type. */
export const OUTPUT_VERSION = 1;

export const FORMATS = ['table', 'json', 'yaml'] as const;
type Format = (typeof FORMATS)[number];

/**
 * Prints what a command reports as one JSON or YAML document, `{version, command, ok, fleets, problems, result}`, when the command has ended.
 * With --watch or --follow, and for `run`, prints each report at once instead, as a JSON object on one line.
 */
export class CommandOutput {
  readonly format: Format;
  readonly #shell: Shell;
  readonly #program: Command;
  readonly #words: readonly string[];
  readonly #isStream: boolean;
  #output: Required<Output> = { fleets: [], problems: [], result: undefined };

  constructor(program: Command, words: readonly string[], shell: Shell) {
    this.#shell = shell;
    this.format = formatIn(words);
    this.#program = program;
    this.#words = words;
    this.#isStream = isStream(words);
  }

  /** Takes what a command reports; prints it at once if the output is a stream of objects. Ignores it in table format. */
  readonly report = (output: Output): void => {
    if (this.format === 'table') return;
    if (this.#isStream) return this.#shell.out(JSON.stringify(this.#envelope(true, output)));
    const { fleets, problems, result } = this.#output;
    this.#output = {
      fleets: [...fleets, ...(output.fleets ?? [])],
      problems: [...problems, ...(output.problems ?? [])],
      result: output.result ?? result,
    };
  };

  /** Prints the document, including the error that ended the command, if any; at the end of a stream, only that error. Prints nothing in table format. */
  async end(code: number, error?: ErrorReport): Promise<void> {
    if (this.format === 'table') return;
    const problems = error === undefined ? [] : problemsOf(error);
    if (this.#isStream) {
      if (error !== undefined) this.#shell.out(JSON.stringify(this.#envelope(false, { problems })));
      return;
    }
    const output = { ...this.#output, problems: [...this.#output.problems, ...problems] };
    const text = JSON.stringify(this.#envelope(code === EXIT.done, output), undefined, 2);
    if (this.format === 'json') return this.#shell.out(text);
    const { toYaml } = await import('./to-yaml.ts');
    this.#shell.out(toYaml(JSON.parse(text)));
  }

  #envelope(ok: boolean, { fleets = [], problems = [], result }: Output): object {
    const command = commandIn(this.#program, this.#words);
    return { version: OUTPUT_VERSION, command, ok, fleets, problems, result };
  }
}

/** Whether a command line prints a JSON object for each report at once, instead of one document when it has ended. */
export const isStream = (words: readonly string[]): boolean =>
  words[0] === 'run' || words.some((word) => word === '--follow' || word.startsWith('--watch'));

/** The problems that an error lists, or the error itself. */
const problemsOf = ({ problems, ...error }: ErrorReport): readonly OutputProblem[] =>
  problems?.map((problem) => ({ ...problem, name: error.name })) ?? [error];

/** Finds the format in the unparsed command line, because it also applies to errors that Commander finds while parsing. */
function formatIn(words: readonly string[]): Format {
  const at = words.findIndex((word) => /^(-o|--format)/.test(word));
  const given = /^(?:-o|--format)=?(.+)$/.exec(words[at] ?? '')?.[1] ?? words[at + 1];
  if (at >= 0) return FORMATS.find((format) => format === given) ?? 'table';
  return words.includes('--json') ? 'json' : 'table';
}

/** The command's name, such as `plan` or `token put`; `fleet` if the words name no command. */
function commandIn(program: Command, words: readonly string[]): string {
  const names: string[] = [];
  let { commands } = program;
  for (const word of words) {
    const found = commands.find((each) => each.name() === word);
    if (found === undefined) continue;
    names.push(word);
    ({ commands } = found);
  }
  return names.join(' ') || 'fleet';
}
