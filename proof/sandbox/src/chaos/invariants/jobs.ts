import type { JobRecord } from '../../semaphore/job.ts';
import type { ChaosFleet } from '../chaos-fleet.ts';
import { ec2Pace } from '../../virtual/ec2-pace.ts';
import { LONGEST_JOB_MS } from '../workload.ts';

/** Once a minute, the hub removes the agents that have been lost for 15 minutes, so a lost agent stays for up to 16. Two minutes are a margin. */
const LONGEST_LIFE_MS = LONGEST_JOB_MS + 16 * 60_000 + 2 * 60_000;

/** How long a job surely runs on after a spot notice: until the end of its grace period, less two seconds, because both the notice and the agent report whole seconds. */
const STOPPED_FROM_MS = ec2Pace.spotNoticeMs - ec2Pace.watchLastMs - 2_000;

/**
 * A job of the workload passes if left alone. It may fail only if a user stopped it, its machine was broken, or it ran on after a spot
 * notice until its grace period was over. No job runs for ever. Returns the jobs for which this does not hold.
 */
export function lostJobs(fleet: ChaosFleet): readonly string[] {
  const { fleet: simulated, hub } = fleet.virtual;
  const instances = new Map(simulated.instances().map(({ agentName, id }) => [agentName, id]));
  return hub.jobs().flatMap((job) => {
    const instance = instances.get(job.agentName) ?? 'no instance';
    if (job.finishedAt === undefined) {
      const isStuck = job.assignedAt !== undefined && fleet.now - job.assignedAt > LONGEST_LIFE_MS;
      return isStuck ? [`job ${job.id} on ${instance} never ends`] : [];
    }
    if (job.result === 'passed' || mayBeLost(fleet, job, job.finishedAt, instance)) return [];
    return [
      `job ${job.id} on ${instance} ${job.result}${job.endedBy === undefined ? '' : `, ${job.endedBy}`}`,
    ];
  });
}

function mayBeLost(fleet: ChaosFleet, { id }: JobRecord, finishedAt: number, instance: string): boolean {
  if (fleet.stopped.has(id) || fleet.broken.has(instance)) return true;
  return finishedAt >= (fleet.interruptedAt.get(instance) ?? Infinity) + STOPPED_FROM_MS;
}
