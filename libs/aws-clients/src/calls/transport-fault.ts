/** A network failure. It keeps the cause's name and code, by which the SDK decides whether to retry. */
export class TransportFault extends Error {
  override readonly name: string;
  readonly code: string | undefined;

  constructor(cause: NodeJS.ErrnoException) {
    super(cause.message, { cause });
    this.name = cause.name;
    this.code = cause.code;
  }

  /** True if a timeout or an abort caused it, false if the connection failed. */
  get timedOut(): boolean {
    return (
      this.name === 'AbortError' ||
      (this.name === 'TimeoutError' && (this.code ?? 'ETIMEDOUT') === 'ETIMEDOUT')
    );
  }
}
