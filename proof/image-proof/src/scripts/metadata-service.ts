import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Metadata } from './script-case.ts';
import { ROLE_CREDENTIALS } from './systems-manager.ts';

export const METADATA_IPV4 = '169.254.169.254';
export const METADATA_IPV6 = 'fd00:ec2::254';

const ROLE = 'iam/security-credentials/';
const SESSION = 'AQAE-session-token==';

type Documents = Readonly<Record<string, string | readonly string[]>>;

/** An instance metadata service, version 2. It requires a session, and creates one only for a PUT with a time to live. */
export class MetadataService {
  /**
   * Documents in addition to instance id, region, the role's credentials and the identity document. `user-data` and the documents
   * in `dynamic` have the URL `/latest/<path>`, all others `/latest/meta-data/<path>`. If a document is a list, its items answer successive
   * requests, and the last item answers all further ones. An item '' stands for the status 404.
   */
  readonly #documents: Documents;
  readonly #requests = new Map<string, number>();
  readonly #servers: Server[] = [];
  #failuresLeft = 0;
  readonly #metadata: Metadata;
  readonly #requiresSession: boolean;

  /** @param requiresSession - whether requests without a session are refused, as on the fleets' instances */
  constructor(metadata: Metadata, documents: Documents = {}, requiresSession = true) {
    this.#metadata = metadata;
    this.#documents = documents;
    this.#requiresSession = requiresSession;
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
    const session = request.headers['x-aws-ec2-metadata-token'];
    if (session !== SESSION && (session !== undefined || this.#requiresSession)) {
      response.writeHead(401).end();
      return;
    }
    const document = this.#document(path);
    response.writeHead(document === undefined ? 404 : 200).end(document);
  }

  /** The document at a URL. For a folder below meta-data, this is the list of the names in it, which cloud-init reads. */
  #document(url: string): string | undefined {
    const { instanceId, region } = this.#metadata;
    const documents: Documents = {
      'instance-id': instanceId,
      'placement/region': region,
      [ROLE]: 'agents',
      [`${ROLE}agents`]: JSON.stringify(ROLE_CREDENTIALS),
      'dynamic/instance-identity/document': identityDocument(instanceId, region),
      ...this.#documents,
    };
    const path = url.replace(/^\/(?:latest|\d{4}-\d\d-\d\d)\/(?:meta-data\/)?/, '');
    const document = documents[path];
    if (document === undefined && /\/meta-data\/(?:.*\/)?$/.test(url)) return folderOf(documents, path);
    if (document === undefined || typeof document === 'string') return document;
    const before = this.#requests.get(path) ?? 0;
    this.#requests.set(path, before + 1);
    return document[Math.min(before, document.length - 1)] || undefined;
  }
}

/** The names of the documents and folders in a folder below meta-data; undefined if there are none. */
function folderOf(documents: Documents, folder: string): string | undefined {
  const names = Object.keys(documents)
    .filter((path) => path.startsWith(folder) && path !== folder && !/^(?:dynamic\/|user-data$)/.test(path))
    .map((path) => path.slice(folder.length).replace(/\/.*/, '/'));
  return names.length === 0 ? undefined : [...new Set(names)].join('\n');
}

/** The fields of an instance identity document that the scripts use. */
const identityDocument = (instanceId: string, region: string): string =>
  JSON.stringify({
    ...{ instanceId, region, instanceType: 'm7i.large', imageId: 'ami-0123456789abcdef0' },
    ...{ accountId: '123456789012', architecture: 'x86_64', pendingTime: '2026-05-01T11:59:50Z' },
  });
