import type { ChaosFleet } from '../chaos-fleet.ts';
import { LONGEST_JOB_MS } from '../workload.ts';
import type { Invariant } from './invariant.ts';

const MINUTE = 60_000;
/** How long the scaler may need between reading the groups and raising the capacity: each request may wait for its reply. */
const DECISION_MS = MINUTE;
/**
 * How long after its recovery a fleet may still have instances that stand in. An instance whose agent takes job after job leaves with the rollout that
 * follows the deployment of the present template. Its agent is asked to leave at most 25 minutes after the last fault, which is 7 minutes after the
 * 18 of the recovery. The agent then finishes its job, and the instance has a minute to end.
 */
const LEAVE_MS = 7 * MINUTE + LONGEST_JOB_MS + MINUTE;

/**
 * On-demand instances that stand in for spot instances are added only up to the main group's maximum, which counts the instances of both groups. If
 * each agent leaves after its job, the on-demand instances leave once EC2 has spot capacity again. Agents that stay may always get another job.
 */
export function standInsAreTemporary(fleet: ChaosFleet): Invariant {
  const recent: { readonly at: number; readonly present: number; readonly max: number }[] = [];
  let before = 0;
  return ({ at, recoveredSince }) => {
    recent.push({ at, present: fleet.mainInstances.length, max: fleet.virtual.size.max });
    while (recent.some((sample) => sample.at < at - DECISION_MS)) recent.shift();
    const present = Math.min(...recent.map((sample) => sample.present));
    const max = Math.max(...recent.map((sample) => sample.max));
    const { desired } = fleet.virtual.onDemandSize;
    const isAboveMaximum = desired > before && desired + present > max;
    before = desired;
    const mustHaveLeft = fleet.leavesAfterJob && at > (recoveredSince ?? Infinity) + LEAVE_MS;
    return [
      ...(isAboveMaximum
        ? [`${desired} on-demand instances beside ${present} in the main group, but the maximum is ${max}`]
        : []),
      ...(mustHaveLeft ? fleet.standIns.map(({ id }) => `instance ${id} still stands in`) : []),
    ];
  };
}
