import { type Alarm, ALARMS, IN_SERVICE_METRIC } from '@agent-aws-stack/contract';
import type { FleetConfig } from './fleet-config.ts';

/** The alarms that the fleet has. */
export function alarmsOf({
  alarms,
  scaler,
  group,
}: Pick<FleetConfig, 'alarms' | 'scaler' | 'group'>): readonly Alarm[] {
  if (!alarms.enabled) return [];
  if (scaler === undefined) return [ALARMS.updaterFailing];
  // Without a launch timeout, instances are in service while they boot. So a busy fleet always has some without an agent, and the
  // alarm would fire without cause.
  const comparesAgents = group.launchTimeoutSeconds > 0 && group.metrics.includes(IN_SERVICE_METRIC);
  return [
    ...[ALARMS.failing, ALARMS.silent],
    ...(scaler.launchBrake ? [ALARMS.agentsDoNotStart] : []),
    ...(comparesAgents ? [ALARMS.agentsMissing] : []),
    ...(alarms.maxJobWaitSeconds > 0 ? [ALARMS.jobsWaitingLong] : []),
    ...[ALARMS.jobsWaiting, ALARMS.updaterFailing],
  ];
}
