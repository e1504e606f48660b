import * as z from 'zod';
import { tokenOf } from './authorization.ts';
import { SemaphoreApiError, unknownToken } from './errors.ts';
import type { JobLogs } from './job-logs.ts';
import type { Organization } from './organization.ts';

/** What the endpoints work with. */
export interface ApiContext {
  readonly organization: Organization;
  readonly logs: JobLogs;
  readonly registrationToken: string;
  /** Where the server is reached, without a path. */
  readonly baseUrl: () => string;
  /** Milliseconds to the next sync of an agent that runs no job; doubled while it does. */
  readonly nextSyncAfterMs: () => number;
  /** Whether register or disconnect is within the organization's limit now. */
  readonly isWithinRate: (now: number) => boolean;
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
  readonly body?: object;
}

/** Throws SemaphoreApiError for what it refuses. */
export type Endpoint = (context: ApiContext, request: ApiRequest) => ApiReply;

/** Throws SemaphoreApiError 400 that names every field which is not as it should be. */
export function parseBody<Schema extends z.core.$ZodType>(schema: Schema, body: string): z.infer<Schema> {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new SemaphoreApiError(400, 'the body is not JSON');
  }
  const parsed = z.safeParse(schema, json);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new SemaphoreApiError(400, problems.join('; '));
}

/** Throws SemaphoreApiError 401 or 404 unless the request carries the agent type's registration token. */
export function authorizeAgentType({ registrationToken }: ApiContext, { authorization }: ApiRequest): void {
  if (tokenOf(authorization, 'Token') !== registrationToken) throw unknownToken();
}

/** The agent that asks. Throws SemaphoreApiError 401 or 404 without one. */
export function authorizeAgent({ organization }: ApiContext, { authorization, now }: ApiRequest) {
  return organization.agentWithToken(tokenOf(authorization, 'Token'), now);
}
