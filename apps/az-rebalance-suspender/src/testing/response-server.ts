import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { generate } from 'selfsigned';

export interface ReceivedResponse {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A fake of the S3 bucket behind CloudFormation's presigned URLs, on a real TLS socket. */
export class ResponseServer {
  readonly received: ReceivedResponse[] = [];
  readonly #server;
  /** The certificate that a client must trust. */
  readonly ca: string;

  static async start(reply: (response: ServerResponse, attempt: number) => void): Promise<ResponseServer> {
    const pem = await generate([{ name: 'commonName', value: 'localhost' }], { keyType: 'ec' });
    const server = new ResponseServer(pem.private, pem.cert, reply);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  private constructor(key: string, cert: string, reply: (response: ServerResponse, attempt: number) => void) {
    this.ca = cert;
    this.#server = createServer({ key, cert }, (request, response) => {
      void text(request).then((body) => {
        this.received.push({ method: request.method, path: request.url, headers: request.headers, body });
        reply(response, this.received.length);
      });
    });
  }

  get url(): string {
    return `https://localhost:${(this.#server.address() as AddressInfo).port}/response?X-Amz-Signature=secret`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
