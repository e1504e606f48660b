import { agentsWanted } from './agents-wanted.ts';
import type { Demand } from './demand.ts';
import type { GroupLimits } from './group-limits.ts';
import type { Headroom } from './headroom.ts';

export interface SizingOptions {
  /** How many instances one decision may add at most, unless the group's minimum needs more. @default 0 - no limit */
  readonly maxStep?: number;
}

/**
 * The desired capacity that meets the demand within the group's limits. Never lower than the current one, even if that is
 * above the maximum.
 */
export function desiredCapacity(
  demand: Demand,
  group: GroupLimits,
  headroom: Headroom,
  { maxStep = 0 }: SizingOptions = {},
): number {
  return capacityFor(agentsWanted(demand, group.min, headroom), group, maxStep);
}

/** The desired capacity for a number of wanted agents. @param maxStep 0 = no limit */
export function capacityFor(wanted: number, { min, max, desired }: GroupLimits, maxStep: number): number {
  const allowed = Math.min(wanted, max);
  const reachable = maxStep > 0 ? Math.min(allowed, Math.max(desired + maxStep, min)) : allowed;
  return Math.max(desired, reachable);
}
