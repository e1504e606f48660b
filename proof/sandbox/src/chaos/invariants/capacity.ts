import type { Instance } from '../../fleet/instance/instance.ts';
import type { ChaosFleet } from '../chaos-fleet.ts';
import type { Invariant } from './invariant.ts';

/**
 * The desired capacity of the main group is within the limits, and the group launches no instance above the maximum, except a replacement for an instance that EC2
 * recommends to rebalance. Instances that were there when a person lowered the maximum may stay: they are protected from scale-in, because they may run jobs.
 */
export function capacityWithinLimits(fleet: ChaosFleet): Invariant {
  /** Whether the instance replaces one that is still there, directly or as the replacement of its replacement. */
  function replacesLive({ replaces }: Pick<Instance, 'replaces'>): boolean {
    if (replaces === undefined) return false;
    const replaced = fleet.virtual.fleet.context.registry.instances.find(({ id }) => id === replaces);
    return replaced !== undefined && (!replaced.isTerminating || replacesLive(replaced));
  }
  let before = 0;
  let maxBefore = 0;
  return () => {
    const { min, max, desired } = fleet.virtual.size;
    const live = fleet.mainInstances.filter(({ isTerminating }) => !isTerminating);
    const capacity = live.filter((instance) => !replacesLive(instance)).length;
    const problems = [
      ...(desired < min || desired > max ? [`desired ${desired} is not from ${min} to ${max}`] : []),
      // Since the last sample, instances may have been launched before the maximum was lowered.
      ...(capacity > Math.max(max, maxBefore) && capacity > before
        ? [`${capacity} instances, but the maximum is ${max}`]
        : []),
    ];
    before = capacity;
    maxBefore = max;
    return problems;
  };
}
