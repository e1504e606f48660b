/** A mistake that the user can correct. The message names the mistake and the remedy, and is printed without a stack trace. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
}

type ErrorClass = abstract new (...args: never[]) => Error;

/**
 * Runs the work of a process. If it throws a UserError, or an error of one of the other given classes, prints the message on
 * stderr and makes the process exit with code 1. Any other error is a defect and is rethrown.
 */
export async function reportUserErrors(
  work: () => void | Promise<void>,
  ...others: readonly ErrorClass[]
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const userErrors: readonly ErrorClass[] = [UserError, ...others];
    if (!(error instanceof Error) || !userErrors.some((userError) => error instanceof userError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
