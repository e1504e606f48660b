/** The endpoint is neither `host` nor `host:port`. */
export class InvalidEndpointError extends Error {
  override readonly name = 'InvalidEndpointError';
  readonly endpoint: string;

  constructor(endpoint: string) {
    super(`${JSON.stringify(endpoint)} is not an endpoint: use host or host:port, e.g. acme.semaphoreci.com`);
    this.endpoint = endpoint;
  }
}

/** Base of all errors of calls to Semaphore. None of them ever contains a token or a body. */
export abstract class SemaphoreError extends Error {
  // Each class spells out its name, because minifying a bundle renames classes.
  abstract override readonly name: string;
  /** `host:port` of the request. */
  readonly endpoint: string;

  constructor(endpoint: string, detail: string, cause?: unknown) {
    super(`${endpoint}: ${detail}`, cause === undefined ? {} : { cause });
    this.endpoint = endpoint;
  }
}

/** The reply was not complete in time: it hung, or it was too slow. @public */
export class SemaphoreDeadlineError extends SemaphoreError {
  override readonly name = 'SemaphoreDeadlineError';
}

/** DNS, TCP or TLS failed, or the connection was closed; `code` is Node's, e.g. ECONNRESET. */
export class SemaphoreConnectionError extends SemaphoreError {
  override readonly name = 'SemaphoreConnectionError';
  readonly code: string;

  constructor(endpoint: string, code: string, cause: unknown) {
    super(endpoint, `connection failed (${code})`, cause);
    this.code = code;
  }
}

/** Any status but 200. Redirects are not followed, because they would send the token elsewhere. */
export class SemaphoreStatusError extends SemaphoreError {
  override readonly name = 'SemaphoreStatusError';
  readonly status: number;
  /** Milliseconds to wait, if the server asks for it. */
  readonly retryAfterMs: number | undefined;

  constructor(endpoint: string, status: number, retryAfterMs: number | undefined) {
    super(endpoint, `status ${status}${meaning(status)}`);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The meaning of the statuses that a user has to act on. */
function meaning(status: number): string {
  if (status === 404)
    return ': no agent type has this token, or its allowed IP addresses do not include this one';
  return status === 401 ? ': the token is malformed' : '';
}

/** The reply is larger than the client reads. @public */
export class SemaphoreBodyTooLargeError extends SemaphoreError {
  override readonly name = 'SemaphoreBodyTooLargeError';

  constructor(endpoint: string, maxBodyBytes: number) {
    super(endpoint, `reply larger than ${maxBodyBytes} bytes`);
  }
}

/** The status is 200, but the body is not JSON or does not have the fields that the API promises. @public */
export class SemaphoreReplyError extends SemaphoreError {
  override readonly name = 'SemaphoreReplyError';
}
