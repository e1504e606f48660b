import * as z from 'zod';
import type { FollowIdentityUrl } from './agent-name.ts';
import { tokenOf } from './authorization.ts';
import { malformedBody, unknownToken } from './errors.ts';
import type { JobLogs } from './job-logs.ts';
import type { Organization } from './organization.ts';

/** What the endpoints work with. */
export interface ApiContext {
  readonly organization: Organization;
  readonly logs: JobLogs;
  readonly registrationToken: string;
  /** Where the server is reached, without a path. */
  readonly baseUrl: () => string;
  /** Milliseconds to an agent's next sync; doubled while a job goes on. */
  readonly nextSyncAfterMs: () => number;
  /** Whether register or disconnect is within the organization's limit now. */
  readonly isWithinRate: (now: number) => boolean;
  readonly followIdentityUrl: FollowIdentityUrl;
}

export interface ApiRequest {
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly body: string;
  /** The id in the path, if it has one. */
  readonly id: string;
  readonly now: number;
}

export interface ApiReply {
  readonly status: number;
  /** An object goes as JSON, text as it is. */
  readonly body: object | string;
}

/** Throws SemaphoreApiError for what it refuses. */
export type Endpoint = (context: ApiContext, request: ApiRequest) => ApiReply | Promise<ApiReply>;

/** Throws SemaphoreApiError 422 for what is no JSON, or has a field of another type. */
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
  if (tokenOf(authorization, 'Token') !== registrationToken) throw unknownToken();
}

/** The agent that asks. Throws SemaphoreApiError 401 or 404 without one. */
export function authorizeAgent({ organization }: ApiContext, { authorization, now }: ApiRequest) {
  return organization.agentWithToken(tokenOf(authorization, 'Token'), now);
}
