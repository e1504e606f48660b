/** Alarms on the scaler; a fleet without a scaler has none of them. */
export const SCALER_ALARMS = {
  failing: 'scaler-failing',
  silent: 'scaler-silent',
  jobsWaiting: 'jobs-waiting-at-maximum',
  agentsDoNotStart: 'agents-do-not-start',
} as const;

/** Every alarm of a fleet. `alarmName` puts the stack's name before it. */
export const ALARMS = { ...SCALER_ALARMS, updaterFailing: 'ssh-keys-updater-failing' } as const;

export type Alarm = (typeof ALARMS)[keyof typeof ALARMS];

/** The alarm's name in CloudWatch. */
export const alarmName = (stackName: string, alarm: Alarm): string => `${stackName}-${alarm}`;
