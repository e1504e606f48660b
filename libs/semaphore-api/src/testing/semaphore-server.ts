import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { generate } from 'selfsigned';

export type SemaphoreAnswer = (response: ServerResponse, request: IncomingMessage) => void;

/** PEM certificate and key. */
export interface ServerTls {
  readonly cert: string;
  readonly key: string;
}

async function makeTls(): Promise<ServerTls> {
  const pem = await generate([{ name: 'commonName', value: 'localhost' }], { keyType: 'ec' });
  return { key: pem.private, cert: pem.cert };
}

/** A fake Semaphore on real loopback sockets with TLS. It replies to every request with `answer`. */
export class SemaphoreServer implements AsyncDisposable {
  /** The `Authorization` header of every request, in order. */
  readonly tokens: string[] = [];
  /** The number of connections so far. */
  connections = 0;
  /** The certificate that a client must trust. */
  readonly ca: string;
  /** The server's certificate and key. Other servers on loopback can use the same ones. */
  readonly tls: ServerTls;
  readonly endpoint: { readonly host: string; readonly port: number };
  answer: SemaphoreAnswer;
  readonly #server: Server;
  // The TCP sockets, because TLS sockets cannot be reset.
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server, tls: ServerTls, answer: SemaphoreAnswer) {
    this.#server = server;
    this.tls = tls;
    this.ca = tls.cert;
    this.answer = answer;
    this.endpoint = { host: 'localhost', port: (server.address() as AddressInfo).port };
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket.once('close', () => this.#sockets.delete(socket)));
    });
    server.on('secureConnection', () => (this.connections += 1));
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      this.tokens.push(request.headers.authorization ?? '');
      this.answer(response, request);
    });
  }

  static async start(answer: SemaphoreAnswer): Promise<SemaphoreServer> {
    const tls = await makeTls();
    const server = createServer(tls);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new SemaphoreServer(server, tls, answer);
  }

  /** Resets all connections, like a host that is restarted. */
  resetConnections(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** Uses an untrusted certificate for new connections. Returns a function that restores the trusted one. */
  async distrust(): Promise<() => void> {
    this.#server.setSecureContext(await makeTls());
    return () => this.#server.setSecureContext(this.tls);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
