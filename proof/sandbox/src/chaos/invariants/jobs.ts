import type { JobRecord } from '../../semaphore/job.ts';
import type { ChaosFleet } from '../chaos-fleet.ts';
import { GRACE_SECONDS } from '../deployments.ts';
import { LONGEST_JOB_MS } from '../workload.ts';

/** A lost agent is removed after 15 minutes, at the next of the hub's checks, which it makes once a minute. */
const LONGEST_LIFE_MS = LONGEST_JOB_MS + 16 * 60_000 + 2 * 60_000;

/**
 * A job of the workload passes if left alone. It may fail only if a user stopped it, its machine was broken, or it ran on beyond the grace
 * period of an interruption. No job runs for ever. Returns the jobs for which this does not hold.
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
  // The agent reports whole seconds.
  const graceEndsAt = (fleet.interruptedAt.get(instance) ?? Infinity) + (GRACE_SECONDS - 1) * 1_000;
  return finishedAt >= graceEndsAt;
}
