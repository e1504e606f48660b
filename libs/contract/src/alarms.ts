/** Every alarm that a fleet can have. `alarmName` puts the stack's name before it. */
export const ALARMS = {
  failing: 'scaler-failing',
  silent: 'scaler-silent',
  jobsWaiting: 'jobs-waiting-at-maximum',
  jobsWaitingLong: 'jobs-waiting-long',
  agentsDoNotStart: 'agents-do-not-start',
  agentsMissing: 'agents-missing',
  updaterFailing: 'ssh-keys-updater-failing',
} as const;

export type Alarm = (typeof ALARMS)[keyof typeof ALARMS];

/** The alarm's name in CloudWatch. */
export const alarmName = (stackName: string, alarm: Alarm): string => `${stackName}-${alarm}`;
