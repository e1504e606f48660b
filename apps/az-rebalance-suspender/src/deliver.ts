import { DeliveryError } from './errors.ts';
import type { Ports } from './ports.ts';

const MAX_ATTEMPTS = 5;
const ATTEMPT_TIMEOUT_MS = 4000;
const FIRST_PAUSE_MS = 250;
/** Left for the runtime, so that a failure to deliver is this function's own error and not Lambda's time-out. */
const MARGIN_MS = 250;

export type DeliverPorts = Pick<Ports, 'remainingMs' | 'sleep' | 'put' | 'logger'>;

/**
 * Brings the answer to the presigned address, trying again what may pass, as long as the invocation lasts.
 * @throws DeliveryError
 */
export async function deliver(url: string, body: string, ports: DeliverPorts): Promise<void> {
  const { remainingMs, sleep, put, logger } = ports;
  const { host } = new URL(url);
  const timeLeftMs = (): number => remainingMs() - MARGIN_MS;
  for (let attempt = 1; ; attempt += 1) {
    const result = await tryOnce(put, url, body, Math.min(ATTEMPT_TIMEOUT_MS, Math.max(1, timeLeftMs())));
    if (result === 'delivered') return;
    const pauseMs = FIRST_PAUSE_MS * 2 ** (attempt - 1);
    if (!result.transient || attempt === MAX_ATTEMPTS || pauseMs >= timeLeftMs()) {
      throw new DeliveryError(host, attempt, result.problem, { cause: result.cause });
    }
    logger.warn('Answer not delivered, trying again', { host, attempt, pauseMs, problem: result.problem });
    await sleep(pauseMs);
  }
}

interface Undelivered {
  readonly problem: string;
  readonly transient: boolean;
  readonly cause?: unknown;
}

async function tryOnce(
  put: Ports['put'],
  url: string,
  body: string,
  timeoutMs: number,
): Promise<'delivered' | Undelivered> {
  try {
    const status = await put(url, body, timeoutMs);
    if (status >= 200 && status < 300) return 'delivered';
    const transient = status >= 500 || status === 408 || status === 429;
    return { problem: `it answered ${status}`, transient };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error), transient: true, cause: error };
  }
}
