import { agentsWanted } from './agents-wanted.ts';
import type { Demand } from './demand.ts';
import type { GroupLimits } from './group-limits.ts';
import type { Headroom } from './headroom.ts';

/** A group and its instances. Numbers are instances, or units if the group uses weights. */
export interface StaffedGroup extends GroupLimits {
  /** What its instances count for, those that start or terminate included. Auto Scaling launches replacements while instances terminate. */
  readonly present: number;
  /** Whether Auto Scaling may launch instances. If it may not, EC2's capacity is not what is missing. */
  readonly launches: boolean;
}

/**
 * How much of the capacity that the demand needs is missing from the group. The desired capacity limits it, so that a raise one step at a
 * time is not taken for missing capacity.
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
