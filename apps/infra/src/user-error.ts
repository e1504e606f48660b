/** Something the user can set right; the message names it and says how. Printed without a stack trace. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
}

/** What other rooms of the project throw for a mistake of the user's. */
type ErrorClass = abstract new (...args: never[]) => Error;

/**
 * Runs a process's work. A mistake of the user's (a UserError, or one of the classes named) is printed on stderr, and
 * the process will end with exit code 1; anything else is a defect and passes, with its trace.
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
