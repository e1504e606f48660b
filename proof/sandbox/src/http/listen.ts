import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';

/** PEM certificate and key of a server on loopback. */
export interface ServerTls {
  readonly cert: string;
  readonly key: string;
}

export interface Listening {
  readonly port: number;
  /** Ends the server and every connection to it. */
  close(): Promise<void>;
}

/** Serves on 127.0.0.1, on a free port unless one is given: HTTPS with a certificate, else plain HTTP. */
export function listen(handler: RequestListener, tls: ServerTls | undefined, port = 0): Promise<Listening> {
  const server = tls === undefined ? createHttpServer(handler) : createHttpsServer(tls, handler);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.removeListener('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') throw new TypeError('not listening on a port');
      resolve({ port: address.port, close });
    });
  });

  function close(): Promise<void> {
    return new Promise((resolve, reject) => {
      server.close((error) => (error === undefined ? resolve() : reject(error)));
      server.closeAllConnections();
    });
  }
}
