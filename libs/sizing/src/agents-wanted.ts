import type { Demand } from './demand.ts';
import { headroomFor, type Headroom } from './headroom.ts';

/**
 * Agents the demand calls for, before the group's maximum is looked at.
 * A demand below the minimum is met by the minimum, without headroom.
 */
export function agentsWanted(demand: Demand, min: number, headroom: Headroom): number {
  const jobs = demand.queued + demand.running;
  return jobs < min ? min : jobs + headroomFor(jobs, headroom);
}
