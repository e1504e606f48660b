import { EXIT } from './exit-code.ts';

/** One of several things that are wrong. */
export interface SingleProblem {
  readonly message: string;
  readonly remedy?: string | undefined;
}

/** An error that the user can solve. It names what is wrong, and the remedy. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
  /** The parameter, option or AWS resource concerned. */
  readonly key: string;
  readonly remedy: string | undefined;
  /** What is wrong, one by one, if it is several things. */
  readonly problems: readonly SingleProblem[] | undefined = undefined;

  constructor(key: string, problem: string, remedy?: string, options?: ErrorOptions) {
    super(`${key}: ${problem}`, options);
    this.key = key;
    this.remedy = remedy;
  }
}

/** The command line itself is wrong: exit code 2. */
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

/** The user left a question with Ctrl-C or Escape before anything was done. */
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
