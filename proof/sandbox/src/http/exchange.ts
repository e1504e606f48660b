import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';

export interface Exchange {
  readonly url: string;
  readonly method: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body?: string | undefined;
  /** PEM of the authority to trust, for https. */
  readonly ca?: string | undefined;
  /** @default 10000 */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** One request on a connection of its own, whole reply as text. Rejects when it takes longer than the timeout or is aborted. */
export function exchange({
  url,
  method,
  headers,
  body,
  ca,
  timeoutMs = 10_000,
  signal,
}: Exchange): Promise<Reply> {
  const { hostname } = new URL(url);
  const deadline = AbortSignal.timeout(timeoutMs);
  const options = {
    method,
    headers,
    agent: false as const,
    signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
    // The certificate is that of the server called, whatever the Host header says; an address has no name to send.
    ...(url.startsWith('https:') ? { servername: isIP(hostname) === 0 ? hostname : '' } : {}),
    ...(ca === undefined ? {} : { ca }),
  };
  return new Promise((resolve, reject) => {
    const request = (url.startsWith('https:') ? httpsRequest : httpRequest)(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}
