import { registerRequestSchema, syncRequestSchema } from '@agent-aws-stack/semaphore-api/agent';
import { assignAgentName } from '../agent-name.ts';
import { tokenOf } from '../authorization.ts';
import { type Endpoint, authorizeAgent, authorizeAgentType, parseBody } from '../context.ts';
import { noJobAssigned } from '../errors.ts';
import { type SyncAnswer, syncIntervalFactor } from '../sync.ts';

export const register: Endpoint = async (context, request) => {
  authorizeAgentType(context, request);
  const registration = parseBody(registerRequestSchema, request.body);
  const { organization, followIdentityUrl } = context;
  const assigned = await assignAgentName(organization.agentType.names, registration.name, followIdentityUrl);
  const { name, token } = organization.register(assigned, registration, request.now);
  context.secrets.push({ name: `the access token of agent ${name}`, value: token });
  if (URL.canParse(registration.name)) {
    const value = new URL(registration.name).searchParams.get('X-Amz-Signature') ?? token;
    context.secrets.push({ name: `the signature of agent ${name}'s URL`, value });
  }
  return { status: 201, body: { name, token } };
};

export const sync: Endpoint = (context, request) => {
  const token = tokenOf(request.authorization, 'Token');
  // Like the hub, parse the body first: a malformed body is refused with 422 even if the token is unknown.
  const message = parseBody(syncRequestSchema, request.body);
  const agent = context.organization.agentWithToken(token, request.now);
  const answer = context.organization.sync(agent, message, request.now);
  const nextSyncAfterMs = Math.round(context.nextSyncAfterMs() * syncIntervalFactor(message.state, answer));
  return { status: 200, body: { ...toMessage(answer), next_sync_after: nextSyncAfterMs } };
};

/** Issues a new token for the log of the job that the agent runs. */
export const refresh: Endpoint = (context, request) => {
  const { jobId } = authorizeAgent(context, request);
  if (jobId === undefined) throw noJobAssigned();
  const token = context.logs.open(jobId).issueToken();
  context.secrets.push({ name: `a log token of job ${jobId}`, value: token });
  return { status: 200, body: { token } };
};

export const disconnect: Endpoint = (context, request) => {
  const agent = authorizeAgent(context, request);
  context.organization.disconnect(agent, request.now);
  return { status: 200, body: 'disconnected' };
};

function toMessage(answer: SyncAnswer) {
  return {
    action: answer.action,
    job_id: 'jobId' in answer ? answer.jobId : '',
    shutdown_reason: answer.action === 'shutdown' ? answer.reason : '',
  };
}
