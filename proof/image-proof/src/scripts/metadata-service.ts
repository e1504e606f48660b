import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Metadata } from './script-case.ts';

export const METADATA_IPV4 = '169.254.169.254';
export const METADATA_IPV6 = 'fd00:ec2::254';

const SESSION = 'AQAE-session-token==';

type Documents = Readonly<Record<string, string | readonly string[]>>;

/** An instance metadata service, version 2: nothing without a session, and no session but by PUT with its time to live. */
export class MetadataService {
  /**
   * Paths below /latest/meta-data/ beside those of the identity, e.g. the role's credentials, with what they say; in a
   * list one after the other, '' for nothing, the last again and again.
   */
  readonly #documents: Documents;
  readonly #asked = new Map<string, number>();
  readonly #servers: Server[] = [];
  #failuresLeft = 0;
  readonly #metadata: Metadata;

  constructor(metadata: Metadata, documents: Documents = {}) {
    this.#metadata = metadata;
    this.#documents = documents;
  }

  async start(): Promise<void> {
    const { reachable, failures } = this.#metadata;
    this.#failuresLeft = failures;
    if (reachable === 'never') return;
    const server = createServer((request, response) => {
      if (reachable !== 'silent') this.#answer(request, response);
    });
    this.#servers.push(server);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(80, reachable === 'ipv6' ? METADATA_IPV6 : METADATA_IPV4, resolve);
    });
  }

  async stop(): Promise<void> {
    for (const server of this.#servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    if (this.#failuresLeft > 0) {
      this.#failuresLeft -= 1;
      response.writeHead(503).end();
      return;
    }
    const path = request.url ?? '';
    if (path === '/latest/api/token') {
      const seconds = Number(request.headers['x-aws-ec2-metadata-token-ttl-seconds']);
      const granted = request.method === 'PUT' && seconds >= 1 && seconds <= 21600;
      response
        .writeHead(granted ? 200 : 400, {
          'x-aws-ec2-metadata-token-ttl-seconds': String(seconds),
        })
        .end(granted ? SESSION : '');
      return;
    }
    if (request.headers['x-aws-ec2-metadata-token'] !== SESSION) {
      response.writeHead(401).end();
      return;
    }
    const document = this.#document(path.replace('/latest/meta-data/', ''));
    response.writeHead(document === undefined ? 404 : 200).end(document);
  }

  #document(path: string): string | undefined {
    const { instanceId, region } = this.#metadata;
    const identity = { 'instance-id': instanceId, 'placement/region': region };
    const said = (identity as Documents)[path] ?? this.#documents[path];
    if (said === undefined || typeof said === 'string') return said;
    const before = this.#asked.get(path) ?? 0;
    this.#asked.set(path, before + 1);
    return said[Math.min(before, said.length - 1)] || undefined;
  }
}
