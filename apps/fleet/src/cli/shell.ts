import type { Environment } from '@agent-aws-stack/config';

/** What a command needs of the terminal, the clock and the environment; tests have one of their own. */
export interface Shell {
  /** A line, or several, on standard output: what the command was asked for. */
  readonly out: (text: string) => void;
  /** On standard error: warnings, questions, faults. */
  readonly err: (text: string) => void;
  /** Whether a person sits at standard input and output. */
  readonly interactive: boolean;
  readonly columns: number;
  /** The only place from which a command reads variables; child processes get it whole. */
  readonly env: Environment;
  /** Colours text where standard output is a terminal and NO_COLOR is not set. */
  readonly style: (format: Format, text: string) => string;
  /** Where the progress of long work is shown; nowhere if absent. */
  readonly progressStream: NodeJS.WriteStream | undefined;
  /** Asks yes or no; only Enter answers, and without another choice it is no. Undefined when the person gives up. */
  readonly confirm: (question: string) => Promise<boolean | undefined>;
  /** Asks for text that must not be seen. Undefined when the person gives up. */
  readonly askSecret: (question: string) => Promise<string | undefined>;
  /** Asks for text; `check` says what is wrong with it. Undefined when the person gives up. */
  readonly ask: (question: string, options: AskOptions) => Promise<string | undefined>;
  /** Asks for one of several. Undefined when the person gives up. */
  readonly choose: <T extends string>(
    question: string,
    choices: readonly Choice<T>[],
  ) => Promise<T | undefined>;
  /** All of standard input, as text. */
  readonly readInput: () => Promise<string>;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
}

export type Format = 'red' | 'green' | 'yellow' | 'cyan' | 'dim' | 'bold';

export interface AskOptions {
  /** Taken when nothing is typed. */
  readonly initial?: string;
  readonly check?: (text: string) => string | undefined;
}

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
}
