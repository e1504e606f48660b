import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request as httpsRequest, type Agent } from 'node:https';
import { types } from 'node:util';
import { hostAndPort, type Endpoint } from '../endpoint.ts';
import {
  SemaphoreBodyTooLargeError,
  SemaphoreConnectionError,
  SemaphoreDeadlineError,
  SemaphoreError,
} from '../errors.ts';

export interface GetOptions {
  readonly endpoint: Endpoint;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly agent: Agent;
  /** Limit for the whole request, from the DNS lookup to the last byte. */
  readonly deadlineMs: number;
  readonly maxBodyBytes: number;
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Empty unless the status is 200. */
  readonly body: string;
}

/**
 * Sends a GET over HTTPS, and repeats it once if the server closes a reused connection without replying. Follows no
 * redirects, and closes the socket if it fails.
 * @throws SemaphoreDeadlineError, SemaphoreConnectionError, SemaphoreBodyTooLargeError
 */
export async function get(options: GetOptions): Promise<Reply> {
  const expiresAt = performance.now() + options.deadlineMs;
  try {
    return await attempt(options);
  } catch (error) {
    // A StaleConnection means that no reply has arrived, so the request can be repeated.
    const remainingMs = expiresAt - performance.now();
    if (!(error instanceof StaleConnection) || remainingMs < 1) throw asSemaphoreError(error, options);
    return await attempt({ ...options, deadlineMs: remainingMs }).catch((again: unknown) => {
      throw asSemaphoreError(again, options);
    });
  }
}

/** The server closed an idle connection while this request was reusing it. */
class StaleConnection extends Error {}

function attempt(options: GetOptions): Promise<Reply> {
  const { endpoint, path, headers, agent, deadlineMs, maxBodyBytes } = options;
  return new Promise((resolve, reject) => {
    const request = httpsRequest({ ...endpoint, path, headers, agent });
    const fail = (error: unknown) => {
      clearTimeout(timer);
      reject(error);
      request.destroy();
    };
    const timer = setTimeout(() => {
      fail(
        new SemaphoreDeadlineError(
          hostAndPort(endpoint),
          `no complete reply within ${Math.round(deadlineMs)} ms`,
        ),
      );
    }, deadlineMs);
    let answered = false;
    request.on('error', (cause) => {
      fail(request.reusedSocket && !answered ? new StaleConnection('', { cause }) : cause);
    });
    request.on('response', (response) => {
      answered = true;
      const status = response.statusCode ?? 0;
      read(response, maxBodyBytes, endpoint).then((body) => {
        clearTimeout(timer);
        resolve({ status, headers: response.headers, body });
      }, fail);
    });
    request.end();
  });
}

async function read(response: IncomingMessage, maxBytes: number, endpoint: Endpoint): Promise<string> {
  if (response.statusCode !== 200) {
    response.destroy();
    return '';
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new SemaphoreBodyTooLargeError(hostAndPort(endpoint), maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function asSemaphoreError(error: unknown, { endpoint }: GetOptions): SemaphoreError {
  if (error instanceof SemaphoreError) return error;
  const cause = error instanceof StaleConnection ? error.cause : error;
  const code = types.isNativeError(cause) && 'code' in cause ? String(cause.code) : 'UNKNOWN';
  return new SemaphoreConnectionError(hostAndPort(endpoint), code, cause);
}
