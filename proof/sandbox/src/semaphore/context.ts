import * as z from 'zod';
import type { FollowIdentityUrl } from './agent-name.ts';
import { tokenOf } from './authorization.ts';
import { malformedBody, unknownToken } from './errors.ts';
import type { Secret } from '../secrets/secret.ts';
import type { JobLogs } from './job-logs.ts';
import type { Organization } from './organization.ts';

/** What all endpoints share. */
export interface ApiContext {
  readonly organization: Organization;
  readonly logs: JobLogs;
  readonly registrationToken: () => string;
  /** The secrets that the endpoints have given to agents or got from them. */
  readonly secrets: Secret[];
  /** The server's URL without a path. */
  readonly baseUrl: () => string;
  /** Milliseconds until an agent's next sync. The sync endpoint doubles it while a job runs. */
  readonly nextSyncAfterMs: () => number;
  readonly followIdentityUrl: FollowIdentityUrl;
}

export interface ApiRequest {
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly body: string;
  /** The id in the path; empty if the path has none. */
  readonly id: string;
  readonly now: number;
}

export interface ApiReply {
  readonly status: number;
  /** An object is sent as JSON, a string as it is. */
  readonly body: object | string;
  /** @default - JSON for an object, plain text for a string */
  readonly contentType?: string;
}

export function replyText({ body }: ApiReply): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

/** Answers a request, or throws SemaphoreApiError to refuse it. */
export type Endpoint = (context: ApiContext, request: ApiRequest) => ApiReply | Promise<ApiReply>;

/** Throws SemaphoreApiError 422 if the body is not JSON or a field has the wrong type. */
export function parseBody<Schema extends z.core.$ZodType>(schema: Schema, body: string): z.infer<Schema> {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw malformedBody();
  }
  const parsed = z.safeParse(schema, json);
  if (!parsed.success) throw malformedBody();
  return parsed.data;
}

/** Throws SemaphoreApiError 401 or 404 unless the request carries the agent type's registration token. */
export function authorizeAgentType({ registrationToken }: ApiContext, { authorization }: ApiRequest): void {
  if (tokenOf(authorization, 'Token') !== registrationToken()) throw unknownToken();
}

/** Returns the agent that sent the request. Throws SemaphoreApiError 401 or 404 if its token is malformed or unknown. */
export function authorizeAgent({ organization }: ApiContext, { authorization, now }: ApiRequest) {
  return organization.agentWithToken(tokenOf(authorization, 'Token'), now);
}
