/** Something the user can set right; the message names it and says how. Printed without a stack trace. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
}
