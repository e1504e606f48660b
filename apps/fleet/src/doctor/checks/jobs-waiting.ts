import { defineCheck } from '../check.ts';
import { ok, warning } from '../finding.ts';

export const jobsWaiting = defineCheck({
  name: 'jobs-waiting',
  needs: ['demand', 'group'],
  judge: ({ demand: { jobs, agents }, group: { desired, max } }) => {
    if (jobs.queued === 0) return ok('none');
    if (agents.idle >= jobs.queued)
      return warning(
        `${jobs.queued} wait while ${agents.idle} agents idle`,
        "Semaphore holds them back: the organization's quota of parallel jobs, or another agent type asked for",
      );
    return ok(
      `${jobs.queued} wait for ${Math.min(max, jobs.queued + jobs.running)} instances, ${desired} asked for`,
    );
  },
});
