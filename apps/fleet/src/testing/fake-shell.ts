import { stripVTControlCharacters } from 'node:util';
import type { AskOptions, Choice, Shell } from '../cli/shell.ts';

export interface FakeAnswers {
  /** The answer to every confirmation. */
  readonly confirm?: boolean;
  /** The answers to questions for a secret, in order; a single text is the answer to the first question. */
  readonly secret?: string | readonly string[];
  /** The answers to other questions and to choices, in order. After the last one, a question gets its initial text, and a choice its initial or first value. */
  readonly answers?: readonly string[];
  /** Whether a question without a prepared answer is cancelled, as with Ctrl-C. @default false */
  readonly cancels?: boolean;
  /** Standard input. */
  readonly input?: string;
  readonly now?: Date;
}

/** A fake terminal, which records its output and gives prepared answers. Without prepared answers it is not interactive. Its clock moves only when it sleeps. */
export class FakeShell implements Shell {
  readonly columns = 110;
  readonly env = process.env;
  readonly progressStream = undefined;
  readonly interactive: boolean;
  /** Questions that were asked, in order. */
  readonly questions: string[] = [];
  /** What was wrong with answers, in order. */
  readonly complaints: string[] = [];
  readonly #answers: FakeAnswers;
  readonly #printed: { readonly to: 'out' | 'err'; readonly text: string }[] = [];
  readonly #remaining: string[];
  readonly #secrets: string[];
  #nowMs: number;

  constructor(answers: FakeAnswers = {}) {
    this.#answers = answers;
    this.#nowMs = (answers.now ?? new Date('2026-11-24T12:00:00Z')).getTime();
    this.interactive = [answers.confirm, answers.secret, answers.answers, answers.cancels].some(
      (each) => each !== undefined,
    );
    this.#remaining = [...(answers.answers ?? [])];
    this.#secrets = [answers.secret ?? []].flat();
  }

  readonly out = (text: string): void => void this.#printed.push({ to: 'out', text });
  readonly err = (text: string): void => void this.#printed.push({ to: 'err', text });
  readonly report = (): void => undefined;
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

  readonly askSecret = async (
    question: string,
    check: (text: string) => string | undefined,
  ): Promise<string | undefined> => {
    this.questions.push(question);
    const answer = this.#secrets.shift();
    const complaint = answer === undefined ? undefined : check(answer);
    if (complaint === undefined) return answer;
    this.complaints.push(complaint);
    // A real prompt asks again.
    return this.askSecret(question, check);
  };

  readonly ask = async (question: string, { initial, check }: AskOptions): Promise<string | undefined> => {
    this.questions.push(question);
    const answer = this.#remaining.shift() ?? (this.#answers.cancels ? undefined : initial);
    const complaint = answer === undefined ? undefined : check?.(answer);
    if (complaint === undefined) return answer;
    this.complaints.push(complaint);
    // A real prompt asks again.
    return this.ask(question, { ...(initial && { initial }), ...(check && { check }) });
  };

  readonly choose = async <T extends string>(
    question: string,
    choices: readonly Choice<T>[],
    initial?: T,
  ): Promise<T | undefined> => {
    this.questions.push(question);
    const fallback = this.#answers.cancels ? undefined : (initial ?? choices[0]?.value);
    const answer = this.#remaining.shift() ?? fallback;
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
