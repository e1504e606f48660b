/** A user's mistake or a missing tool. Its message is printed without a stack trace. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
}

/** The command line, or the file in it, asks for something that the sandbox cannot do. */
export class UsageError extends UserError {
  override readonly name = 'UsageError';
}
