import type { AwsError } from '../errors.ts';

/** Returns the call's result, or undefined if the call throws `notFound`, the error for a resource that does not exist. */
export async function orUndefined<T>(
  notFound: abstract new (...args: never[]) => AwsError,
  result: Promise<T>,
): Promise<T | undefined> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof notFound) return undefined;
    throw error;
  }
}
