/** The scaling processes that can be suspended on a group. */
export const scalingProcesses = [
  'Launch',
  'Terminate',
  'AddToLoadBalancer',
  'AlarmNotification',
  'AZRebalance',
  'HealthCheck',
  'InstanceRefresh',
  'ReplaceUnhealthy',
  'ScheduledActions',
] as const;

export type ScalingProcess = (typeof scalingProcesses)[number];

export function isScalingProcess(name: string): name is ScalingProcess {
  return (scalingProcesses as readonly string[]).includes(name);
}
