/** Something the user can set right: what is wrong with which key, parameter or resource, and how to set it right. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
  /** What is wrong: a parameter, an option, a resource of AWS. */
  readonly key: string;
  readonly remedy: string | undefined;

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
export class DeclinedError extends UserError {
  override readonly name = 'DeclinedError';

  constructor() {
    super('--yes', 'not confirmed, nothing was changed', 'Answer yes, or pass --yes');
  }
}

/** What was to be found out has been told on standard output already; only the exit code is left to say it failed. */
export class ReportedFailure extends Error {
  override readonly name = 'ReportedFailure';
}
