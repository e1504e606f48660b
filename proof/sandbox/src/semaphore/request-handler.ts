import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { readBody } from '../http/read-body.ts';
import { toReply } from './answer-request.ts';
import { type ApiReply, replyText } from './context.ts';
import type { SemaphoreHub } from './hub.ts';

/** Serves the hub over HTTP. */
export function requestHandler(hub: Pick<SemaphoreHub, 'answer'>): RequestListener {
  return (request, response) => void serve(request, response);

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const { method = '', headers } = request;
      const url = new URL(request.url ?? '/', 'http://localhost');
      const body = await readBody(request);
      const reply = await hub.answer({ method, url, authorization: headers.authorization, body });
      if (reply !== undefined) respond(response, reply);
    } catch (error) {
      respond(response, toReply(error));
    }
  }
}

function respond(response: ServerResponse, reply: ApiReply): void {
  if (response.destroyed) return;
  const contentType =
    reply.contentType ?? (typeof reply.body === 'string' ? 'text/plain; charset=utf-8' : 'application/json');
  response.writeHead(reply.status, { 'content-type': contentType });
  response.end(replyText(reply));
}
