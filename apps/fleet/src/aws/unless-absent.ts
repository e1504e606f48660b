import { AwsError } from '@agent-aws-stack/aws-clients';

/** The result; undefined if AWS fails with one of these error codes, which mean that the resource does not exist. */
export async function unlessAbsent<T>(result: Promise<T>, codes: RegExp): Promise<T | undefined> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof AwsError && codes.test(error.code ?? '')) return undefined;
    throw error;
  }
}
