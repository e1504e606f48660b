import type { IncomingMessage, ServerResponse } from 'node:http';
import { request as secureRequest } from 'node:https';

/** Where requests for a host really go. */
export interface Target {
  readonly url: string;
  /** PEM of the authority behind it. */
  readonly ca: string;
}

/** Hands a request on as it is, its host among the rest: AWS's signatures are over it. */
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
