import { stripVTControlCharacters } from 'node:util';
import type { AskOptions, Choice, Shell } from '../cli/shell.ts';

export interface FakeAnswers {
  /** What a person answers to every confirmation; absent: nobody is there. */
  readonly confirm?: boolean;
  /** What a person types when asked for a secret. */
  readonly secret?: string;
  /** What a person answers to questions and choices, in order; when they are used up, the initial text or nothing. */
  readonly answers?: readonly string[];
  /** Whether the person leaves each question with Ctrl-C that has no answer here. @default false */
  readonly cancels?: boolean;
  /** Standard input. */
  readonly input?: string;
  readonly now?: Date;
}

/** A terminal that remembers what was printed and answers by itself; its clock moves only by sleeping. */
export class FakeShell implements Shell {
  readonly columns = 110;
  readonly env = process.env;
  readonly progressStream = undefined;
  readonly interactive: boolean;
  /** Questions that were asked, in order. */
  readonly questions: string[] = [];
  readonly #answers: FakeAnswers;
  readonly #printed: { readonly to: 'out' | 'err'; readonly text: string }[] = [];
  readonly #left: string[];
  #nowMs: number;

  constructor(answers: FakeAnswers = {}) {
    this.#answers = answers;
    this.#nowMs = (answers.now ?? new Date('2026-11-24T12:00:00Z')).getTime();
    this.interactive = [answers.confirm, answers.secret, answers.answers, answers.cancels].some(
      (each) => each !== undefined,
    );
    this.#left = [...(answers.answers ?? [])];
  }

  readonly out = (text: string): void => void this.#printed.push({ to: 'out', text });
  readonly err = (text: string): void => void this.#printed.push({ to: 'err', text });
  readonly style = (_: unknown, text: string): string => text;
  readonly now = (): Date => new Date(this.#nowMs);
  readonly readInput = async (): Promise<string> => this.#answers.input ?? '';

  readonly sleep = async (ms: number): Promise<void> => {
    this.#nowMs += ms;
  };

  readonly confirm = async (question: string): Promise<boolean | undefined> => {
    this.questions.push(question);
    return this.#answers.confirm ?? (this.#answers.cancels ? undefined : false);
  };

  readonly askSecret = async (question: string): Promise<string | undefined> => {
    this.questions.push(question);
    return this.#answers.secret ?? (this.#answers.cancels ? undefined : '');
  };

  readonly ask = async (question: string, { initial, check }: AskOptions): Promise<string | undefined> => {
    this.questions.push(question);
    const answer = this.#left.shift() ?? (this.#answers.cancels ? undefined : initial);
    const complaint = answer === undefined ? undefined : check?.(answer);
    // A real prompt asks again.
    return complaint === undefined
      ? answer
      : this.ask(question, { ...(initial && { initial }), ...(check && { check }) });
  };

  readonly choose = async <T extends string>(
    question: string,
    choices: readonly Choice<T>[],
  ): Promise<T | undefined> => {
    this.questions.push(question);
    const answer = this.#left.shift();
    return choices.find(({ value }) => value === answer)?.value;
  };

  /** All that was printed on standard output so far. */
  get output(): string {
    return this.#textOf('out');
  }

  /** All that was printed on standard error so far. */
  get errors(): string {
    return this.#textOf('err');
  }

  #textOf(wanted: 'out' | 'err'): string {
    const lines = this.#printed.filter(({ to }) => to === wanted).map(({ text }) => `${text}\n`);
    return stripVTControlCharacters(lines.join(''));
  }
}
