/** What the network did to a request: name and code are those by which the SDK decides whether to try again. */
export class TransportFault extends Error {
  override readonly name: string;
  readonly code: string | undefined;

  constructor(cause: NodeJS.ErrnoException) {
    super(cause.message, { cause });
    this.name = cause.name;
    this.code = cause.code;
  }

  /** Whether time ran out, rather than the connection failing. */
  get timedOut(): boolean {
    return (
      this.name === 'AbortError' ||
      (this.name === 'TimeoutError' && (this.code ?? 'ETIMEDOUT') === 'ETIMEDOUT')
    );
  }
}
