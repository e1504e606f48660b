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
