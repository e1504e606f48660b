import { request } from 'node:https';
import type { Logger } from '@aws-lambda-powertools/logger';
import type { ResponseTarget } from './event.ts';
import { retry, type Sleep } from './retry.ts';

export type Result = { readonly status: 'SUCCESS' } | { readonly status: 'FAILED'; readonly reason: string };

export interface ResponsePorts {
  /** Milliseconds until Lambda terminates this invocation. */
  readonly remainingMs: () => number;
  readonly sleep: Sleep;
  /** Sends one HTTPS PUT and returns the status. Throws if the connection fails or no reply arrives in time. */
  readonly put: (url: string, body: string, timeoutMs: number) => Promise<number>;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
}

const MAX_REASON_CHARACTERS = 1_000;
/** CloudFormation's limit. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html */
export const MAX_RESPONSE_BYTES = 4_096;
const ATTEMPT_TIMEOUT_MS = 4_000;
const FIRST_PAUSE_MS = 250;
/** Reserved for the runtime, so that a failed delivery ends with a DeliveryError and not with Lambda's timeout. */
const RUNTIME_RESERVE_MS = 250;

/** An attempt to deliver the response failed. The message has only the URL's host: the rest of a presigned URL is secret. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly problem: string;
  /** True if another attempt may succeed. */
  readonly transient: boolean;

  constructor(
    host: string,
    attempt: number,
    failure: { readonly problem: string; readonly transient: boolean; readonly cause?: unknown },
  ) {
    const { problem, transient, cause } = failure;
    super(`Could not deliver the response to ${host} (attempt ${attempt}): ${problem}`, { cause });
    this.problem = problem;
    this.transient = transient;
  }
}

/**
 * The JSON that CloudFormation expects. Keeps the physical id that CloudFormation sent: if the id changed, CloudFormation
 * would delete the resource. On Create, CloudFormation sends no physical id. The function then returns one made of the
 * stack's id and the logical id, so that a repeated request gets the same one. Shortens a long reason.
 */
export function responseBody(target: ResponseTarget, result: Result): string {
  const { StackId, RequestId, LogicalResourceId, PhysicalResourceId } = target;
  const bodyWith = (reason?: string): string =>
    JSON.stringify({
      Status: result.status,
      ...(reason === undefined ? {} : { Reason: reason }),
      PhysicalResourceId: PhysicalResourceId ?? `${StackId}/${LogicalResourceId}`,
      StackId,
      RequestId,
      LogicalResourceId,
    });
  if (result.status === 'SUCCESS') return bodyWith();
  let reason = result.reason.slice(0, MAX_REASON_CHARACTERS);
  // In JSON, a character can take six bytes.
  while (reason !== '' && Buffer.byteLength(bodyWith(reason)) > MAX_RESPONSE_BYTES)
    reason = reason.slice(0, reason.length / 2);
  return bodyWith(reason);
}

/**
 * Sends the response to the presigned URL. Makes up to five attempts, as long as the invocation has time.
 * @throws DeliveryError
 */
export async function sendResponse(url: string, body: string, ports: ResponsePorts): Promise<void> {
  const { remainingMs, sleep, logger } = ports;
  const { host } = new URL(url);
  const timeLeftMs = (): number => remainingMs() - RUNTIME_RESERVE_MS;
  await retry((attempt) => sendOnce(attempt), {
    sleep,
    firstPauseMs: FIRST_PAUSE_MS,
    timeLeftMs,
    isTransient: (error) => error instanceof DeliveryError && error.transient,
    onRetry: ({ attempt, pauseMs, error }) => {
      const problem = error instanceof DeliveryError ? error.problem : String(error);
      logger.warn('Could not deliver the response; retrying', { host, attempt, pauseMs, problem });
    },
  });

  async function sendOnce(attempt: number): Promise<void> {
    const timeoutMs = Math.min(ATTEMPT_TIMEOUT_MS, Math.max(1, timeLeftMs()));
    const status = await ports.put(url, body, timeoutMs).catch((cause: unknown) => {
      const problem = cause instanceof Error ? cause.message : String(cause);
      throw new DeliveryError(host, attempt, { problem, transient: true, cause });
    });
    if (status >= 200 && status < 300) return;
    const transient = status >= 500 || status === 408 || status === 429;
    throw new DeliveryError(host, attempt, { problem: `status ${status}`, transient });
  }
}

export interface PutOptions {
  /** PEM certificate to trust instead of the public certificate authorities. */
  readonly ca?: string | undefined;
}

/**
 * PUTs a body to a presigned S3 URL and returns the reply's status.
 * @throws if the connection fails or no reply arrives in time
 */
export function put(url: string, body: string, timeoutMs: number, { ca }: PutOptions = {}): Promise<number> {
  const signal = AbortSignal.timeout(timeoutMs);
  return new Promise((resolve, reject) => {
    const headers = {
      // The URL is signed for an empty content type, and S3 rejects any other.
      'content-type': '',
      'content-length': Buffer.byteLength(body),
    };
    request(url, { method: 'PUT', headers, signal, ca }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', (error) => {
        reject(signal.aborted ? new Error(`no reply within ${timeoutMs} ms`) : error);
      })
      .end(body);
  });
}
