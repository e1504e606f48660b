import type { Demand } from './demand.ts';
import { headroomFor, type Headroom } from './headroom.ts';

/**
 * How many agents the demand needs, whatever the group's maximum. If the jobs need fewer than the minimum, the result is
 * the minimum, without headroom.
 */
export function agentsWanted(demand: Demand, min: number, headroom: Headroom): number {
  const jobs = demand.queued + demand.running;
  return jobs < min ? min : jobs + headroomFor(jobs, headroom);
}
