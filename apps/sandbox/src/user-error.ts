/** A mistake or a missing tool on the user's side: printed as it stands, without a stack trace. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
}
