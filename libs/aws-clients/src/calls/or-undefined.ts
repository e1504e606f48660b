import type { AwsError } from '../errors.ts';

/** The answer, or undefined where it failed with an error of this kind: what was asked for is not there. */
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
