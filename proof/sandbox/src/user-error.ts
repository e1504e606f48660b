/** An error that the user can fix, such as a mistake or a missing tool. Its message is printed without a stack trace. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
}

/** The command line, or the file that it names, requires something that the sandbox does not support. */
export class UsageError extends UserError {
  override readonly name = 'UsageError';
}
