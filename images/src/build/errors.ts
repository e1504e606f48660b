/** A problem that the user can correct. Its message is printed without a stack trace. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
  /** The option, variable, tool or image that has the problem. */
  readonly subject: string;

  constructor(subject: string, problem: string, options?: ErrorOptions) {
    super(`${subject}: ${problem}`, options);
    this.subject = subject;
  }
}

/** All problems with the options and variables of one build. */
export class BuildOptionsError extends Error {
  override readonly name = 'BuildOptionsError';
  readonly problems: readonly BuildError[];

  constructor(problems: readonly BuildError[]) {
    super(problems.map(({ message }) => message).join('\n'));
    this.problems = problems;
  }
}
