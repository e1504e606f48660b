import { type Endpoint, authorizeAgentType } from '../context.ts';

/** What the scaler polls. */
export const metrics: Endpoint = (context, request) => {
  authorizeAgentType(context, request);
  const { organization } = context;
  return {
    status: 200,
    body: { jobs: organization.jobs.demand(), agents: organization.countAgents(request.now) },
  };
};

/** The metrics' older form. */
export const occupancy: Endpoint = (context, request) => {
  authorizeAgentType(context, request);
  return { status: 200, body: context.organization.jobs.demand() };
};

/** The newest queued jobs: what Semaphore's Kubernetes controller lives on. */
export const listJobs: Endpoint = (context, request) => {
  authorizeAgentType(context, request);
  return { status: 200, body: { jobs: context.organization.jobs.queued().map((id) => ({ id })) } };
};

export const health: Endpoint = () => ({ status: 200, body: 'OK\n' });
