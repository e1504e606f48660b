import { Agent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { Duplex } from 'node:stream';

/** The bytes of an HTTP reply. The connection is closed after it. */
export function httpReply(
  body: string,
  { status = '200 OK', type = 'application/json' }: { readonly status?: string; readonly type?: string } = {},
): string {
  return (
    `HTTP/1.1 ${status}\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
    `Connection: close\r\nx-amzn-RequestId: r-1\r\n\r\n${body}`
  );
}

/**
 * Answers all HTTP and HTTPS requests of this process with bytes from memory, without sockets and TLS. That is fast enough for a
 * million requests.
 */
export class RawReplies implements Disposable {
  /** The bytes of the reply to a request. The server closes the connection after them. */
  answer: (request: string) => Uint8Array | string = () => '';
  readonly #restore: () => void;

  constructor() {
    const connect = () => new Connection((request) => this.answer(request));
    const prototypes = [Agent.prototype, TlsAgent.prototype] as { createConnection?: unknown }[];
    const originals = prototypes.map(({ createConnection }) => createConnection);
    for (const prototype of prototypes) prototype.createConnection = connect;
    this.#restore = () => {
      for (const [index, prototype] of prototypes.entries()) prototype.createConnection = originals[index];
    };
  }

  [Symbol.dispose](): void {
    this.#restore();
  }
}

/** A connection in memory. It has the methods of a socket that Node's HTTP client calls. */
class Connection extends Duplex {
  readonly #answer: (request: string) => Uint8Array | string;
  #request = '';

  constructor(answer: (request: string) => Uint8Array | string) {
    super();
    this.#answer = answer;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#request += chunk.toString('latin1');
    done();
    if (!isComplete(this.#request)) return;
    this.push(this.#answer(this.#request));
    // As from a socket, the end arrives only after the reply has been read.
    setImmediate(() => this.push(null));
  }

  override _read(): void {
    // Nothing to do, because `_write` pushes the whole reply.
  }

  setTimeout = () => this;
  setKeepAlive = () => this;
  setNoDelay = () => this;
  ref = () => this;
  unref = () => this;
}

function isComplete(request: string): boolean {
  const [head = '', body] = splitOnce(request, '\r\n\r\n');
  const [, length = '0'] = /\r\ncontent-length: (\d+)/i.exec(head) ?? [];
  return body !== undefined && body.length >= Number(length);
}

function splitOnce(text: string, separator: string): readonly [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
