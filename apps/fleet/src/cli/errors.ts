import { EXIT } from './exit-code.ts';

/** One of the problems that an error lists. */
export interface SingleProblem {
  readonly message: string;
  readonly remedy?: string | undefined;
}

/** An error that the user can solve. It names what is wrong and, if there is one, the remedy. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
  /** The parameter, option or AWS resource concerned. */
  readonly key: string;
  readonly remedy: string | undefined;
  /** The problems that the error lists; undefined if it lists none. */
  readonly problems: readonly SingleProblem[] | undefined = undefined;

  constructor(key: string, problem: string, remedy?: string, options?: ErrorOptions) {
    super(`${key}: ${problem}`, options);
    this.key = key;
    this.remedy = remedy;
  }
}

/** The command line, or a variable or input that it uses, is wrong: exit code 2. */
export class UsageError extends UserError {
  override readonly name: string = 'UsageError';
}

/** The user said no; nothing was changed. */
export class DeclinedError extends Error {
  override readonly name = 'DeclinedError';

  constructor() {
    super('not confirmed; nothing was changed');
  }
}

/** The user left a question with Ctrl-C or Escape. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';

  /** @param consequence what the message says after `cancelled` */
  constructor(consequence = 'nothing was changed') {
    super(`cancelled; ${consequence}`);
  }
}

/** The failure has been printed already; only the exit code remains. */
export class ReportedFailure extends Error {
  override readonly name = 'ReportedFailure';
  readonly exitCode: number;

  constructor(exitCode: number = EXIT.failed) {
    super();
    this.exitCode = exitCode;
  }
}
