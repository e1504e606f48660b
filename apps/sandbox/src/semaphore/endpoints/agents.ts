import { type ApiContext, type Endpoint, authorizeAgent, authorizeAgentType, parseBody } from '../context.ts';
import { SemaphoreApiError } from '../errors.ts';
import { registerRequestSchema, syncRequestSchema } from '@agent-aws-stack/semaphore-api/agent';
import type { SyncAnswer } from '../sync.ts';

export const register: Endpoint = (context, request) => {
  authorizeAgentType(context, request);
  checkRate(context, request.now);
  const { name, token } = context.organization.register(
    parseBody(registerRequestSchema, request.body),
    request.now,
  );
  return { status: 201, body: { name, token } };
};

export const sync: Endpoint = (context, request) => {
  const agent = authorizeAgent(context, request);
  const message = parseBody(syncRequestSchema, request.body);
  const answer = context.organization.sync(agent, message, request.now);
  const isRunning = message.state === 'starting-job' || message.state === 'running-job';
  const nextSyncAfterMs = Math.round(context.nextSyncAfterMs() * (isRunning ? 2 : 1));
  return { status: 200, body: { ...toMessage(answer), next_sync_after: nextSyncAfterMs } };
};

/** A new token for the log of the job that the agent runs. */
export const refresh: Endpoint = (context, request) => {
  const { jobId } = authorizeAgent(context, request);
  const log = jobId === undefined ? undefined : context.logs.find(jobId);
  if (log === undefined) throw new SemaphoreApiError(404, 'this agent runs no job');
  return { status: 200, body: { token: log.issueToken() } };
};

export const disconnect: Endpoint = (context, request) => {
  const agent = authorizeAgent(context, request);
  checkRate(context, request.now);
  context.organization.disconnect(agent, request.now);
  return { status: 200, body: {} };
};

function toMessage(answer: SyncAnswer) {
  return {
    action: answer.action,
    job_id: 'jobId' in answer ? answer.jobId : '',
    shutdown_reason: answer.action === 'shutdown' ? answer.reason : '',
  };
}

function checkRate({ isWithinRate }: ApiContext, now: number): void {
  if (!isWithinRate(now)) throw new SemaphoreApiError(429, 'too many requests');
}
