import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { BodyTooLargeError, readBody } from '../http/read-body.ts';
import type { ApiContext, ApiReply } from './context.ts';
import { SemaphoreApiError, unknownPath } from './errors.ts';
import { type AnswerFault, answerWithFault } from './metrics-fault.ts';
import { metricsPath, routes } from './routes.ts';

export interface RequestHandlerOptions {
  readonly context: ApiContext;
  readonly now: () => number;
  /** Called once for each request for metrics. Returns the fault with which to answer, if any. */
  readonly nextMetricsFault: () => AnswerFault | undefined;
}

/** Serves the API over HTTP: calls the endpoint of the request, and answers errors with their HTTP status. */
export function requestHandler({ context, now, nextMetricsFault }: RequestHandlerOptions): RequestListener {
  return (request, response) => void serve(request, response);

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const body = await readBody(request);
      const fault = url.pathname === metricsPath ? nextMetricsFault() : undefined;
      if (fault === undefined) respond(response, await answer(request, url, body));
      else answerWithFault(fault, response);
    } catch (error) {
      respond(response, toReply(error));
    }
  }

  async function answer({ method, headers }: IncomingMessage, url: URL, body: string): Promise<ApiReply> {
    try {
      const route = routes.find(
        (candidate) => candidate.method === method && candidate.path.test(url.pathname),
      );
      if (route === undefined) throw unknownPath();
      return await route.endpoint(context, {
        query: url.searchParams,
        authorization: headers.authorization,
        body,
        id: route.path.exec(url.pathname)?.[1] ?? '',
        now: now(),
      });
    } catch (error) {
      return toReply(error);
    }
  }
}

/** The hub answers errors in plain text, with Go's http.Error. */
function toReply(error: unknown): ApiReply {
  if (error instanceof SemaphoreApiError) return { status: error.status, body: `${error.message}\n` };
  if (error instanceof BodyTooLargeError) return { status: 413, body: `${error.message}\n` };
  return { status: 500, body: `${String(error)}\n` };
}

function respond(response: ServerResponse, { status, body }: ApiReply): void {
  if (response.destroyed) return;
  const isText = typeof body === 'string';
  response.writeHead(status, { 'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json' });
  response.end(isText ? body : JSON.stringify(body));
}
