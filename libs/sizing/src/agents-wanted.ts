import type { Demand } from './demand.ts';
import { headroomFor, type Headroom } from './headroom.ts';

/**
 * How many agents the demand needs, whatever the group's maximum. If the jobs need fewer than the minimum, the result is
 * the minimum, without headroom. Held jobs need no agent. While there are any, the result is at least one agent more than
 * the other jobs need, because only an idle agent can show that the quota has room again.
 */
export function agentsWanted(demand: Demand, min: number, headroom: Headroom): number {
  const { queued, running, held = 0 } = demand;
  const jobs = queued - held + running;
  if (jobs < min) return min;
  return jobs + Math.max(headroomFor(jobs, headroom), held > 0 ? 1 : 0);
}
