import { defineCheck } from '../check.ts';
import { failure, ok } from '../finding.ts';

export const tokenAccepted = defineCheck({
  name: 'token-accepted',
  needs: ['demand'],
  judge: ({ demand: { jobs, agents } }, { fleet: { endpoint } }) =>
    ok(
      `${endpoint} knows it: ${jobs.queued} jobs queued, ${jobs.running} running, ${agents.idle + agents.occupied} agents`,
    ),
  unknown: (why, remedy, { paste }) =>
    failure(why, remedy ?? `See what stands above; to ask Semaphore again: ${paste('token check')}`),
});
