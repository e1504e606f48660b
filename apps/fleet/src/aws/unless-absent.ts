import { AwsError } from '@agent-aws-stack/aws-clients';

/** The result; undefined if AWS answers with one of these codes, which mean that there is no such thing. */
export async function unlessAbsent<T>(asked: Promise<T>, codes: RegExp): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AwsError && codes.test(error.code ?? '')) return undefined;
    throw error;
  }
}
