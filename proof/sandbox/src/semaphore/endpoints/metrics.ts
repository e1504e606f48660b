import { type Endpoint, authorizeAgentType } from '../context.ts';

/** The scaler polls this endpoint. */
export const metrics: Endpoint = (context, request) => {
  authorizeAgentType(context, request);
  const { organization } = context;
  return {
    status: 200,
    body: { jobs: organization.jobs.demand(), agents: organization.countAgents(request.now) },
  };
};

/** Lists the newest queued jobs. Semaphore's Kubernetes controller uses it. */
export const listJobs: Endpoint = (context, request) => {
  authorizeAgentType(context, request);
  return { status: 200, body: { jobs: context.organization.jobs.queued().map((id) => ({ id })) } };
};
