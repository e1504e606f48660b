import { agentsWanted } from './agents-wanted.ts';
import type { Demand } from './demand.ts';
import type { GroupLimits } from './group-limits.ts';
import type { Headroom } from './headroom.ts';

export interface SizingOptions {
  /** Most agents added in one decision. @default 0 - no limit */
  readonly maxStep?: number;
}

/**
 * The desired capacity a group should have: what the demand calls for, within the group's limits, and never less than
 * it has. A group that stands above its maximum stays where it is; the minimum comes before `maxStep`.
 */
export function desiredCapacity(
  demand: Demand,
  group: GroupLimits,
  headroom: Headroom,
  { maxStep = 0 }: SizingOptions = {},
): number {
  return capacityFor(agentsWanted(demand, group.min, headroom), group, maxStep);
}

/** The desired capacity for so many agents wanted. @param maxStep 0 = no limit */
export function capacityFor(wanted: number, { min, max, desired }: GroupLimits, maxStep: number): number {
  const allowed = Math.min(wanted, max);
  const reachable = maxStep > 0 ? Math.min(allowed, Math.max(desired + maxStep, min)) : allowed;
  return Math.max(desired, reachable);
}
