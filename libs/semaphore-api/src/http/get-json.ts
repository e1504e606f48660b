import type { Agent } from 'node:https';
import type * as z from 'zod/mini';
import manifest from '../../package.json' with { type: 'json' };
import { AGENT_API_PATH } from '../agent/path.ts';
import { hostAndPort, type Endpoint } from '../endpoint.ts';
import { SemaphoreReplyError, SemaphoreStatusError } from '../errors.ts';
import { get } from './get.ts';
import { parseRetryAfter } from './retry-after.ts';

export interface JsonRequest<Reply> {
  readonly endpoint: Endpoint;
  /** Below the path of the agent API, for example `/metrics`. */
  readonly path: string;
  /** The agent type's registration token. */
  readonly token: string;
  readonly schema: z.ZodMiniType<Reply>;
  readonly agent: Agent;
  /** Limit for the request, from the DNS lookup to the last byte. */
  readonly deadlineMs: number;
  readonly maxBodyBytes: number;
}

/** Requests a JSON document, authorized by a registration token. @throws SemaphoreError */
export async function getJson<Reply>(request: JsonRequest<Reply>): Promise<Reply> {
  const { status, headers, body } = await get({
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
  const endpoint = hostAndPort(request.endpoint);
  if (status !== 200) {
    throw new SemaphoreStatusError(endpoint, status, parseRetryAfter(headers['retry-after'], new Date()));
  }
  return parseReply(body, endpoint, request.schema);
}

function parseReply<Reply>(body: string, endpoint: string, schema: z.ZodMiniType<Reply>): Reply {
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
