import type { IncomingMessage, ServerResponse } from 'node:http';
import { request as secureRequest } from 'node:https';

/** The server that answers requests for a host. */
export interface Target {
  readonly url: string;
  /** Its CA certificate, in PEM. */
  readonly ca: string;
}

/** Forwards a request unchanged. The Host header must stay, because AWS's signatures cover it. */
export function forward(request: IncomingMessage, response: ServerResponse, { url, ca }: Target): void {
  const { hostname, port } = new URL(url);
  const { method = 'GET', url: path = '/', headers } = request;
  const onward = secureRequest(
    { hostname, port, method, path, headers, ca, servername: 'localhost' },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  onward.on('error', (error) => response.writeHead(502).end(error.message));
  request.pipe(onward);
}
