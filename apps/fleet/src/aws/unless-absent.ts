import { AwsError } from '@agent-aws-stack/aws-clients';

/** What was asked for, or undefined where AWS says by one of these codes that there is no such thing. */
export async function unlessAbsent<T>(asked: Promise<T>, codes: RegExp): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AwsError && codes.test(error.code ?? '')) return undefined;
    throw error;
  }
}
