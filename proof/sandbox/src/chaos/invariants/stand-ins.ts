import type { ChaosFleet } from '../chaos-fleet.ts';
import { LONGEST_JOB_MS } from '../workload.ts';
import type { Invariant } from './invariant.ts';

const MINUTE = 60_000;
/** How long the scaler may need from its look at the groups until the raise: each request may have to wait for its reply. */
const DECISION_MS = MINUTE;
/**
 * How long after its recovery a fleet may have instances that stand in. An instance whose agent takes job after job leaves with the rollout that follows the
 * deployment of the present template: at most 25 minutes after the last fault, of which 18 are part of the recovery, and after its job.
 */
const LEAVE_MS = 7 * MINUTE + LONGEST_JOB_MS + MINUTE;

/**
 * When on-demand instances are added that stand in for spot instances, they and the instances of the main group are at most as many as the main
 * group's maximum. They leave once EC2 has spot capacity again, if each agent leaves after its job: others may always get another job.
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
        ? [`${desired} instances stand in beside ${present}, but the maximum is ${max}`]
        : []),
      ...(mustHaveLeft ? fleet.standIns.map(({ id }) => `instance ${id} still stands in`) : []),
    ];
  };
}
