import { DeadlineExceededError, type CallSite } from '../errors.ts';
import { toAwsError } from './to-aws-error.ts';

export interface CallOptions {
  /** Milliseconds that a call may take, including retries and the reply's body. @default 10000 */
  readonly deadlineMs?: number;
}

const DEFAULT_DEADLINE_MS = 10_000;

/**
 * Runs one SDK call within its deadline.
 * @throws AwsError, and nothing else
 */
export async function call<Output>(
  site: CallSite,
  options: CallOptions,
  send: (sdkOptions: { readonly abortSignal: AbortSignal }) => Promise<Output>,
): Promise<Output> {
  const deadlineMs = options.deadlineMs ?? DEFAULT_DEADLINE_MS;
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new DeadlineExceededError(site, { detail: `no answer within ${deadlineMs} ms` }));
      controller.abort();
    }, deadlineMs);
  });
  try {
    // A race, because the SDK ignores the signal while it waits between two attempts.
    return await Promise.race([send({ abortSignal: controller.signal }), expiry]);
  } catch (error) {
    throw toAwsError(error, site);
  } finally {
    clearTimeout(timer);
  }
}
