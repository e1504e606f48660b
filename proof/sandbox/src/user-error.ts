/** A mistake or a missing tool on the user's side: printed as it stands, without a stack trace. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
}

/** The sandbox is asked for what it cannot do, by its command line or the file named there. */
export class UsageError extends UserError {
  override readonly name = 'UsageError';
}
