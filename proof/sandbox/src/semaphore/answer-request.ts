import { BodyTooLargeError } from '../http/read-body.ts';
import type { ApiContext, ApiReply } from './context.ts';
import { SemaphoreApiError, unknownPath } from './errors.ts';
import { routes } from './routes.ts';

/** A request to the hub, whether over HTTP or within the process. */
export interface HubRequest {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** Calls the endpoint of the request, and answers errors with their HTTP status. Never rejects. */
export async function answerRequest(
  context: ApiContext,
  { method, url, authorization, body }: HubRequest,
  now: number,
): Promise<ApiReply> {
  try {
    const route = routes.find(
      (candidate) => candidate.method === method && candidate.path.test(url.pathname),
    );
    if (route === undefined) throw unknownPath();
    const id = route.path.exec(url.pathname)?.[1] ?? '';
    return await route.endpoint(context, { query: url.searchParams, authorization, body, id, now });
  } catch (error) {
    return toReply(error);
  }
}

/** The hub answers errors in plain text, with Go's http.Error. */
export function toReply(error: unknown): ApiReply {
  if (error instanceof SemaphoreApiError) return { status: error.status, body: `${error.message}\n` };
  if (error instanceof BodyTooLargeError) return { status: 413, body: `${error.message}\n` };
  return { status: 500, body: `${String(error)}\n` };
}
