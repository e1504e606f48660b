import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { isIP } from 'node:net';

export interface Exchange {
  /** An https URL. */
  readonly url: string;
  readonly method: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body?: string | undefined;
  /** The CA certificate to trust, in PEM. */
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

/** Sends one request on a new connection and reads the whole reply as text. Rejects on timeout or if aborted. */
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
  const options: RequestOptions = {
    method,
    headers,
    agent: false,
    signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
    // Without this option, Node takes the TLS server name from the Host header, which may name another host. For an IP
    // address, the name is empty, because TLS has no server names for IP addresses.
    servername: isIP(hostname) === 0 ? hostname : '',
    ca,
  };
  return new Promise((resolve, reject) => {
    const request = httpsRequest(url, options, (response) => {
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
