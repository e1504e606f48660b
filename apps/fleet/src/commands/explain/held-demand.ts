import type { MetricsResponse } from '@agent-aws-stack/semaphore-api';
import { heldJobs, type Demand } from '@agent-aws-stack/sizing';
import type { Fact } from '../../observe/fact.ts';
import type { ScalerEntry } from '../../observe/scaler-log.ts';

/** The demand now, with the jobs that are held, judging by the scaler's last decision. No job counts as held if that decision is not known. */
export function heldDemand(
  { queued, running }: MetricsResponse['jobs'],
  decisions: Fact<readonly ScalerEntry[]>,
): Demand {
  const last = decisions.known ? decisions.value.findLast((entry) => entry.kind === 'decision') : undefined;
  if (last?.held === undefined) return { queued, running };
  const ceiling = last.queued + last.running - last.held;
  // If more jobs run than the ceiling at the scaler's last decision, the quota has room again.
  if (running > ceiling) return { queued, running };
  const estimate = { ceiling, idleAgentAt: last.at.getTime() };
  return { queued, running, held: heldJobs({ queued, running }, { estimate }) };
}
