import { DeadlineExceededError, type CallSite } from '../errors.ts';
import { toAwsError } from './to-aws-error.ts';

export interface CallOptions {
  /** Limit for the whole call, with retries and the reply's body. @default 10000 */
  readonly deadlineMs?: number;
}

const DEFAULT_DEADLINE_MS = 10_000;

/**
 * Sends one SDK call, with a deadline.
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
      reject(new DeadlineExceededError(site, { detail: `no reply within ${deadlineMs} ms` }));
      controller.abort();
    }, deadlineMs);
  });
  try {
    // Also reject by a timer, because the SDK ignores the signal while it waits between two attempts.
    return await Promise.race([send({ abortSignal: controller.signal }), expiry]);
  } catch (error) {
    throw toAwsError(error, site);
  } finally {
    clearTimeout(timer);
  }
}
