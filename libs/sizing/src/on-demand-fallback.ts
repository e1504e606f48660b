import { agentsWanted } from './agents-wanted.ts';
import type { Demand } from './demand.ts';
import type { GroupLimits } from './group-limits.ts';
import type { Headroom } from './headroom.ts';

/** A group and its instances. Numbers are instances, or units if the group uses weights. */
export interface StaffedGroup extends GroupLimits {
  /**
   * What all its instances count for, including those that start or terminate. May exceed the desired capacity: Auto Scaling launches a replacement
   * while the old instance still terminates.
   */
  readonly present: number;
  /** Whether Auto Scaling may launch instances. If it may not, that is why instances are missing, and not a lack of capacity in EC2. */
  readonly launches: boolean;
}

/**
 * How much of the capacity that the demand needs is missing from the group. Capacity above the group's desired
 * capacity does not count as missing: later steps of a raise may still add it.
 */
export function missingCapacity(demand: Demand, group: StaffedGroup, headroom: Headroom): number {
  if (!group.launches) return 0;
  return Math.max(0, Math.min(agentsWanted(demand, group.min, headroom), group.desired) - group.present);
}

/**
 * The desired capacity of the group of on-demand instances that stand in for spot instances. Never lower than the current one: on-demand instances lower it
 * themselves when they leave. Together with the spot group's instances, it is at most the fleet's maximum, which is the maximum of the spot group.
 * @param missing what the spot group has been missing for long enough
 */
export function onDemandCapacity(
  missing: number,
  { spot, onDemand }: { readonly spot: StaffedGroup; readonly onDemand: GroupLimits },
): number {
  const allowed = Math.min(missing, spot.max - spot.present, onDemand.max);
  return Math.max(onDemand.desired, allowed);
}
