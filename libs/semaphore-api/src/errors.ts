/** The endpoint is neither `host` nor `host:port`. */
export class InvalidEndpointError extends Error {
  override readonly name = 'InvalidEndpointError';
  readonly endpoint: string;

  constructor(endpoint: string) {
    super(`${JSON.stringify(endpoint)} is not an endpoint: use host or host:port, e.g. acme.semaphoreci.com`);
    this.endpoint = endpoint;
  }
}

/** Base class of the errors of requests to Semaphore. No error contains a token or a body. */
export abstract class SemaphoreError extends Error {
  // Each class sets its name explicitly, because the bundler's minifier renames classes.
  abstract override readonly name: string;
  /** `host:port` of the request. */
  readonly endpoint: string;

  constructor(endpoint: string, detail: string, cause?: unknown) {
    super(`${endpoint}: ${detail}`, cause === undefined ? {} : { cause });
    this.endpoint = endpoint;
  }
}

/** No complete reply arrived in time. @public */
export class SemaphoreDeadlineError extends SemaphoreError {
  override readonly name = 'SemaphoreDeadlineError';
}

/**
 * DNS, TCP or TLS failed, the connection was closed, or Node.js could not send the request. `code` is Node's error code, e.g.
 * ECONNRESET.
 */
export class SemaphoreConnectionError extends SemaphoreError {
  override readonly name = 'SemaphoreConnectionError';
  readonly code: string;

  constructor(endpoint: string, code: string, cause: unknown) {
    super(endpoint, `connection failed (${code})`, cause);
    this.code = code;
  }
}

/** The reply has a status other than 200. The client follows no redirect, which would send the token elsewhere. */
export class SemaphoreStatusError extends SemaphoreError {
  override readonly name = 'SemaphoreStatusError';
  readonly status: number;
  /** Milliseconds to wait, from the header Retry-After. */
  readonly retryAfterMs: number | undefined;

  constructor(endpoint: string, status: number, retryAfterMs: number | undefined) {
    super(endpoint, `status ${status}${meaning(status)}`);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Explains the statuses that the user must act on. */
function meaning(status: number): string {
  if (status === 404)
    return ': no agent type has this token, or the organization does not allow requests from this IP address';
  return status === 401 ? ': the token is malformed' : '';
}

/** The reply is larger than the client accepts. @public */
export class SemaphoreBodyTooLargeError extends SemaphoreError {
  override readonly name = 'SemaphoreBodyTooLargeError';

  constructor(endpoint: string, maxBodyBytes: number) {
    super(endpoint, `reply larger than ${maxBodyBytes} bytes`);
  }
}

/** The status is 200, but the body is not JSON or lacks fields that the API guarantees. @public */
export class SemaphoreReplyError extends SemaphoreError {
  override readonly name = 'SemaphoreReplyError';
}
