import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';

export interface MetaServer extends AsyncDisposable {
  readonly url: string;
  /** The certificate that a client must trust. */
  readonly ca: string;
  /** A timeout that even a busy machine does not reach. */
  readonly timeoutMs: number;
}

/** Starts a fake of GitHub's meta endpoint: an HTTPS server on loopback that answers each request with `answer`. */
export async function startMetaServer(answer: (response: ServerResponse) => void): Promise<MetaServer> {
  const pem = await generate([{ name: 'commonName', value: 'localhost' }], { keyType: 'ec' });
  const server = createServer({ key: pem.private, cert: pem.cert }, (_request, response) => answer(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://localhost:${port}/meta`,
    ca: pem.cert,
    timeoutMs: 60_000,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
