import type { ChaosFleet } from '../chaos-fleet.ts';
import { START_LIMIT_MS } from '../deployments.ts';
import type { Invariant } from './invariant.ts';

/** Once faults are over, each job gets an agent within the time that a launch takes, unless the fleet is at its maximum. */
export function demandIsMet(fleet: ChaosFleet): Invariant {
  let atMaximumUntil = 0;
  return ({ at, recoveredSince }) => {
    const { max, desired } = fleet.virtual.size;
    if (desired >= max) atMaximumUntil = at;
    if (recoveredSince === undefined) return [];
    return fleet.virtual.hub.unfinishedJobs().flatMap(({ id, queuedAt, assignedAt }) => {
      const since = Math.max(queuedAt, recoveredSince, atMaximumUntil);
      return assignedAt === undefined && at - since > START_LIMIT_MS ? [`job ${id} waits for an agent`] : [];
    });
  };
}
