import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';

/** Certificate and key of a server on 127.0.0.1, in PEM. */
export interface ServerTls {
  readonly cert: string;
  readonly key: string;
}

export interface Listening {
  readonly port: number;
  /** Closes the server and all its connections. */
  close(): Promise<void>;
}

/** Serves HTTPS on a free port of 127.0.0.1. */
export function listen(handler: RequestListener, tls: ServerTls): Promise<Listening> {
  const server = createServer(tls, handler);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
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
