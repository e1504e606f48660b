import { ParameterNotFoundError } from '@agent-aws-stack/aws-clients';
import { SemaphoreStatusError } from '@agent-aws-stack/semaphore-api';
import { describeError, type ErrorContext, type ErrorReport } from '../../cli/describe-error.ts';
import type { FullCommand } from '../../cli/full-command.ts';
import { UnencryptedTokenError } from '../../observe/stored-token.ts';

/** Describes why a stored token is not accepted, with a remedy; undefined for a defect of this program. */
export function describeTokenError(
  error: unknown,
  { fullCommand, profile }: ErrorContext & { readonly fullCommand: FullCommand },
): ErrorReport | undefined {
  const report = describeError(error, { fullCommand, profile });
  if (report === undefined) return undefined;
  if (error instanceof ParameterNotFoundError) {
    return { ...report, remedy: `Store the agent type's token: ${fullCommand('token put')}` };
  }
  return error instanceof UnencryptedTokenError
    ? { ...report, remedy: `Delete the parameter, then store the token: ${fullCommand('token put')}` }
    : report;
}

/** Whether Semaphore answered that it does not know the token. */
export const isTokenRefused = (error: unknown): error is SemaphoreStatusError =>
  error instanceof SemaphoreStatusError && (error.status === 401 || error.status === 404);
