import type { Agent } from 'node:https';
import type * as z from 'zod/mini';
import manifest from '../../package.json' with { type: 'json' };
import { AGENT_API_PATH } from '../agent/path.ts';
import { hostAndPort, type Endpoint } from '../endpoint.ts';
import { SemaphoreReplyError, SemaphoreStatusError } from '../errors.ts';
import { get, type Reply } from './get.ts';
import { parseRetryAfter } from './retry-after.ts';

export interface JsonRequest<Content> {
  readonly endpoint: Endpoint;
  /** Below the path of the agent API, for example `/metrics`. */
  readonly path: string;
  /** The agent type's registration token. */
  readonly token: string;
  readonly schema: z.ZodMiniType<Content>;
  readonly agent: Agent;
  /** Limit for the request, from the DNS lookup to the last byte. */
  readonly deadlineMs: number;
  readonly maxBodyBytes: number;
}

/** Requests a JSON document, authorized by a registration token. @throws SemaphoreError */
export async function getJson<Content>(request: JsonRequest<Content>): Promise<Content> {
  const reply = await get({
    endpoint: request.endpoint,
    path: `${AGENT_API_PATH}${request.path}`,
    headers: {
      accept: 'application/json',
      authorization: `Token ${request.token}`,
      'user-agent': `agent-aws-stack/${manifest.version}`,
    },
    agent: request.agent,
    deadlineMs: request.deadlineMs,
    maxBodyBytes: request.maxBodyBytes,
  });
  return readJson(reply, request.endpoint, request.schema);
}

/** @throws SemaphoreStatusError, SemaphoreReplyError */
export function readJson<Content>(
  { status, headers, body }: Reply,
  from: Endpoint,
  schema: z.ZodMiniType<Content>,
): Content {
  const endpoint = hostAndPort(from);
  if (status !== 200) {
    throw new SemaphoreStatusError(endpoint, status, parseRetryAfter(headers['retry-after'], new Date()));
  }
  return parseReply(body, endpoint, schema);
}

function parseReply<Content>(body: string, endpoint: string, schema: z.ZodMiniType<Content>): Content {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    // The error of JSON.parse quotes the body, which must not appear in logs.
    throw new SemaphoreReplyError(endpoint, `the reply is not JSON (${body.length} characters)`);
  }
  const reply = schema.safeParse(json);
  if (!reply.success) {
    const paths = reply.error.issues.map(({ path }) => path.join('.') || 'reply').join(', ');
    throw new SemaphoreReplyError(endpoint, `the reply has missing or invalid fields: ${paths}`);
  }
  return reply.data;
}
