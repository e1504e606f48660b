import type { IncomingMessage } from 'node:http';

/** A request body is larger than the limit. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
  constructor(limitBytes: number) {
    super(`the request body is larger than ${limitBytes} bytes`);
  }
}

/** Reads the whole body as text. Throws BodyTooLargeError if it is larger than the limit (default 4 MiB). */
export async function readBody(request: IncomingMessage, limitBytes = 4 * 1024 * 1024): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limitBytes) throw new BodyTooLargeError(limitBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
