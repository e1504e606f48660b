import { ConnectionError, CredentialsError } from '@agent-aws-stack/aws-clients';
import { describeError, isRegionMissing } from '../cli/describe-error.ts';
import type { Paste } from '../cli/paste.ts';
import { known, NothingToAskError } from './fact.ts';
import type { Fact } from './fact.ts';

/** What became of a question: a refusal or a fault is an answer too, and hides no other. A defect passes. */
export async function settle<T>(asked: Promise<T>, paste?: Paste): Promise<Fact<T>> {
  try {
    return known(await asked);
  } catch (error) {
    return unknown(error, paste);
  }
}

/**
 * As `settle`, but where AWS does not know who asks, or of which region, no other question can do better.
 * @throws CredentialsError; what the SDK throws without a region
 */
export async function settleForCaller<T>(asked: Promise<T>, paste?: Paste): Promise<Fact<T>> {
  try {
    return known(await asked);
  } catch (error) {
    if (error instanceof CredentialsError || isRegionMissing(error)) throw error;
    return unknown(error, paste);
  }
}

function unknown(error: unknown, paste: Paste | undefined): Fact<never> {
  if (error instanceof NothingToAskError)
    return { known: false, why: error.message, remedy: undefined, asked: false };
  const report = describeError(error, paste);
  if (report === undefined) throw error;
  const { message: why, remedy } = report;
  return { known: false, why, cause: sharedCause(error), remedy, asked: true };
}

/** The fault of a connection, which is the same for all that goes the same way. */
const sharedCause = (error: unknown): string | undefined =>
  error instanceof ConnectionError ? `${error.code}: ${String(error.cause)}` : undefined;

/** Whether AWS says that there is no such thing; one that cannot be seen may be there. */
export const isAbsent = (asked: Promise<unknown>): Promise<boolean> =>
  asked.then(
    (found) => found === undefined,
    () => false,
  );
