import { agentsWanted } from './agents-wanted.ts';
import type { Demand } from './demand.ts';
import { capacityFor } from './desired-capacity.ts';
import type { GroupLimits } from './group-limits.ts';
import type { Headroom } from './headroom.ts';

export interface Sizing {
  readonly headroom: Headroom;
  /** How many instances one decision may add at most, unless the group's minimum needs more; 0 = no limit. */
  readonly maxStep: number;
}

/** Whether to raise the desired capacity, and why. */
export interface Decision {
  readonly kind: 'raise' | 'hold';
  /** The desired capacity after this decision. */
  readonly target: number;
  /** A few words for the log. */
  readonly reason: string;
}

export function decide(demand: Demand, group: GroupLimits, { headroom, maxStep }: Sizing): Decision {
  const wanted = agentsWanted(demand, group.min, headroom);
  const target = capacityFor(wanted, group, maxStep);
  const without = (demand.held ?? 0) > 0 ? ' without held jobs' : '';
  return target > group.desired
    ? { kind: 'raise', target, reason: reasonToRaise(wanted, target, group, without) }
    : { kind: 'hold', target, reason: reasonToHold(wanted, group, without) };
}

function reasonToRaise(wanted: number, target: number, group: GroupLimits, without: string): string {
  if (wanted <= target) return wanted === group.min ? 'minimum size' : `demand${without}`;
  return target === group.max ? 'demand, as far as the maximum size allows' : 'demand, one step at a time';
}

function reasonToHold(wanted: number, group: GroupLimits, without: string): string {
  if (group.desired > group.max) return 'above the maximum size';
  if (wanted > group.desired) return 'at the maximum size';
  return wanted === group.desired ? `demand${without} met` : `more capacity than demand${without}`;
}

/** The number of queued jobs that wait because the group is at its maximum. Held jobs wait for another reason. */
export function jobsWaitingAtMaximum(
  { queued, held = 0 }: Demand,
  group: Pick<GroupLimits, 'max' | 'desired'>,
): number {
  return group.desired >= group.max ? queued - held : 0;
}
