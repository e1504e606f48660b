/** Something that is neither `host` nor `host:port`. */
export class InvalidEndpointError extends Error {
  override readonly name = 'InvalidEndpointError';
  readonly endpoint: string;

  constructor(endpoint: string) {
    super(`${JSON.stringify(endpoint)} is no endpoint: write host or host:port, e.g. acme.semaphoreci.com`);
    this.endpoint = endpoint;
  }
}

/** Base of all that calls to Semaphore throw. None of them ever carries a token or a body. */
export abstract class SemaphoreError extends Error {
  // Names are spelled out in each class: a minified bundle renames the classes.
  abstract override readonly name: string;
  /** `host:port` that was asked. */
  readonly endpoint: string;

  constructor(endpoint: string, detail: string, cause?: unknown) {
    super(`${endpoint}: ${detail}`, cause === undefined ? {} : { cause });
    this.endpoint = endpoint;
  }
}

/** The reply was not complete in time, whether it hung or dripped. */
export class SemaphoreDeadlineError extends SemaphoreError {
  override readonly name = 'SemaphoreDeadlineError';
}

/** DNS, TCP or TLS failed, or the connection was cut; `code` is Node's, e.g. ECONNRESET. */
export class SemaphoreConnectionError extends SemaphoreError {
  override readonly name = 'SemaphoreConnectionError';
  readonly code: string;

  constructor(endpoint: string, code: string, cause: unknown) {
    super(endpoint, `connection failed (${code})`, cause);
    this.code = code;
  }
}

/** Any status but 200; redirects too, which are never followed: they would take the token elsewhere. */
export class SemaphoreStatusError extends SemaphoreError {
  override readonly name = 'SemaphoreStatusError';
  readonly status: number;
  /** Milliseconds the server asks to be left alone. */
  readonly retryAfterMs: number | undefined;

  constructor(endpoint: string, status: number, retryAfterMs: number | undefined) {
    super(endpoint, `status ${status}${meaning(status)}`);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/** What Semaphore means by the statuses that a user has to do something about. */
function meaning(status: number): string {
  if (status === 404) return ': it knows no agent type with this token, or lets this address not in';
  return status === 401 ? ': it takes the token for malformed' : '';
}

export class SemaphoreBodyTooLargeError extends SemaphoreError {
  override readonly name = 'SemaphoreBodyTooLargeError';

  constructor(endpoint: string, maxBodyBytes: number) {
    super(endpoint, `reply larger than ${maxBodyBytes} bytes`);
  }
}

/** A 200 that is not what the API promises: no JSON, or of another shape. */
export class SemaphoreReplyError extends SemaphoreError {
  override readonly name = 'SemaphoreReplyError';
}
