import { ConnectionError, CredentialsError } from '@agent-aws-stack/aws-clients';
import { describeError, isRegionMissing } from '../cli/describe-error.ts';
import type { FullCommand } from '../cli/full-command.ts';
import { known, LookupSkippedError, type Fact } from './fact.ts';

/** Turns a lookup into a fact: if it fails, the fact is unknown, with the reason and a remedy. A defect of this program is thrown. */
export async function settle<T>(lookup: Promise<T>, fullCommand?: FullCommand): Promise<Fact<T>> {
  try {
    return known(await lookup);
  } catch (error) {
    return unknown(error, fullCommand);
  }
}

/**
 * Like `settle`, but throws if the credentials or the region are missing, because every other lookup would fail for the same reason.
 * @throws CredentialsError; the SDK's own error if no region is set
 */
export async function settleForCaller<T>(lookup: Promise<T>, fullCommand?: FullCommand): Promise<Fact<T>> {
  try {
    return known(await lookup);
  } catch (error) {
    if (error instanceof CredentialsError || isRegionMissing(error)) throw error;
    return unknown(error, fullCommand);
  }
}

function unknown(error: unknown, fullCommand: FullCommand | undefined): Fact<never> {
  if (error instanceof LookupSkippedError)
    return { known: false, why: error.message, remedy: undefined, skipped: true };
  const report = describeError(error, { fullCommand });
  if (report === undefined) throw error;
  const { message: why, remedy } = report;
  return { known: false, why, cause: sharedCause(error), remedy, skipped: false };
}

/** Identifies a connection error that several lookups may have in common. */
const sharedCause = (error: unknown): string | undefined =>
  error instanceof ConnectionError ? `${error.code}: ${String(error.cause)}` : undefined;

/** Whether the lookup succeeded and found nothing. */
export const isAbsent = (lookup: Promise<unknown>): Promise<boolean> =>
  lookup.then(
    (found) => found === undefined,
    () => false,
  );
