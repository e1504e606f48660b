/** A network failure. The SDK decides by its name and code whether to retry. */
export class TransportFault extends Error {
  override readonly name: string;
  readonly code: string | undefined;

  constructor(cause: NodeJS.ErrnoException) {
    super(cause.message, { cause });
    this.name = cause.name;
    this.code = cause.code;
  }

  /** True after a timeout, false after a failed connection. */
  get timedOut(): boolean {
    return (
      this.name === 'AbortError' ||
      (this.name === 'TimeoutError' && (this.code ?? 'ETIMEDOUT') === 'ETIMEDOUT')
    );
  }
}
