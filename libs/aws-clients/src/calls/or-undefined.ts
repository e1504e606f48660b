import type { AwsError } from '../errors.ts';

/** The answer, or undefined if the call failed with this error, which means that the resource does not exist. */
export async function orUndefined<T>(
  kind: abstract new (...args: never[]) => AwsError,
  answer: Promise<T>,
): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof kind) return undefined;
    throw error;
  }
}
