/** A mistake that the user can correct. The message says what and how, and is printed without a stack trace. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
}

/** Errors of other projects that mean a mistake of the user. */
type ErrorClass = abstract new (...args: never[]) => Error;

/**
 * Runs the work of a process. A user's mistake (a UserError, or one of the given classes) is printed on stderr, and
 * the process exits with code 1. Any other error is a defect and is thrown on, with its trace.
 */
export async function reportUserErrors(
  work: () => void | Promise<void>,
  ...others: readonly ErrorClass[]
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const mistakes: readonly ErrorClass[] = [UserError, ...others];
    if (!(error instanceof Error) || !mistakes.some((mistake) => error instanceof mistake)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
