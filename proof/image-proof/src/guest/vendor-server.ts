import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { join, normalize } from 'node:path';
import { forward, type Target } from './forward.ts';

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** Stands in for the servers of all vendors: serves `<folder>/<host>/<path>` as `https://<host>/<path>` and as `http://<host>/<path>`. */
export class VendorServer {
  /** Requests for files that do not exist. */
  readonly missed: string[] = [];
  /** Servers that answer for other hosts, by host. */
  readonly targets = new Map<string, Target>();
  readonly #servers: readonly Server[];

  constructor(folder: string, certificate: Certificate) {
    const answer: RequestListener = (request, response) => {
      const host = (request.headers.host ?? '').replace(/:\d+$/, '');
      const target = this.targets.get(host);
      if (target !== undefined) {
        forward(request, response, target);
        return;
      }
      const { pathname } = new URL(request.url ?? '/', 'http://vendor');
      const path = join(folder, host, normalize(decodeURIComponent(pathname)));
      const file = existsSync(path) && statSync(path).isDirectory() ? join(path, 'index.html') : path;
      if (!existsSync(file)) {
        this.missed.push(`${host}${pathname}`);
        response.writeHead(404).end();
        return;
      }
      const type = file.endsWith('.html') ? 'text/html' : 'application/octet-stream';
      response.writeHead(200, { 'content-type': type, 'content-length': statSync(file).size });
      createReadStream(file).pipe(response);
    };
    this.#servers = [createServer(answer), createSecureServer(certificate, answer)];
  }

  /** Listens on 127.0.0.1 only, because the metadata service uses port 80 of another address. */
  async start(): Promise<void> {
    for (const [index, server] of this.#servers.entries()) {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen([80, 443][index], '127.0.0.1', resolve);
      });
    }
  }

  async stop(): Promise<void> {
    for (const server of this.#servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }
}
