import type { Environment } from '@agent-aws-stack/config';
import type { Output } from './output.ts';

/** A command's access to the terminal, the clock and the environment; tests use a FakeShell. */
export interface Shell {
  /** Prints the command's result on standard output. */
  readonly out: (text: string) => void;
  /** Prints warnings, questions and errors on standard error. */
  readonly err: (text: string) => void;
  /** Takes what the command reports to programs (--format json or yaml). CommandOutput prints it when the command has ended or, if the output is a stream of objects, at once. */
  readonly report: (output: Output) => void;
  /** Whether standard input and standard output are both terminals. */
  readonly interactive: boolean;
  /** The terminal's width in characters; 110 without a terminal. */
  readonly columns: number;
  /** The environment with the command's options applied. A command reads variables only here, and passes all of them to its child processes. */
  readonly env: Environment;
  /** Colours text if standard output is a terminal. NO_COLOR and FORCE_COLOR override that. */
  readonly style: (format: Format, text: string) => string;
  /** Where progress is shown; undefined if nowhere. */
  readonly progressStream: NodeJS.WriteStream | undefined;
  /** Asks yes or no; Enter alone means no. Undefined if the user cancels. */
  readonly confirm: (question: string) => Promise<boolean | undefined>;
  /** Asks for text without showing it, again if `check` returns what is wrong with it. Undefined if the user cancels. */
  readonly askSecret: (
    question: string,
    check: (text: string) => string | undefined,
  ) => Promise<string | undefined>;
  /** Asks for text; `check` returns what is wrong with it. Undefined if the user cancels. */
  readonly ask: (question: string, options: AskOptions) => Promise<string | undefined>;
  /** Asks for one of several choices. Enter alone takes `initial` or, without it, the first. Undefined if the user cancels. */
  readonly choose: <T extends string>(
    question: string,
    choices: readonly Choice<T>[],
    initial?: T,
  ) => Promise<T | undefined>;
  /** All of standard input, as text. */
  readonly readInput: () => Promise<string>;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
}

export type Format = 'red' | 'green' | 'yellow' | 'cyan' | 'dim' | 'bold';

export interface AskOptions {
  /** The answer to empty input. */
  readonly initial?: string;
  readonly check?: (text: string) => string | undefined;
}

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
}
