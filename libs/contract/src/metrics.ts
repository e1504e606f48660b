/** The CloudWatch namespace of the scaler's metrics. */
export const METRICS_NAMESPACE = 'Semaphore';

/** The scaler's metrics. */
export const METRICS = {
  jobs: 'JobCount',
  agents: 'AgentCount',
  desiredCapacity: 'DesiredCapacity',
  jobsWaitingAtMaximum: 'JobsWaitingAtMaximum',
  jobWait: 'JobWait',
  jobWaitSoFar: 'JobWaitSoFar',
  jobsHeld: 'JobsHeld',
  launchBrake: 'LaunchBrake',
  onDemandCapacity: 'OnDemandCapacity',
  pollFailures: 'PollFailures',
  scaleOutLatency: 'ScaleOutLatency',
} as const;

/** Auto Scaling's metric of the instances in service in a group, for groups that publish it. */
export const IN_SERVICE_METRIC = 'GroupInServiceInstances';

export type MetricName = (typeof METRICS)[keyof typeof METRICS];

/** The second dimension of JobCount and AgentCount, which have one series for each of its values. */
export type MetricState =
  { readonly JobState: 'queued' | 'running' } | { readonly AgentState: 'idle' | 'occupied' };

/** The dimension that every metric of a fleet has: its stack's name. */
export const STACK_DIMENSION = 'StackName';

export type MetricDimensions = Readonly<Record<string, string>>;

/** The dimensions of a fleet's metric. @param state only for JobCount and AgentCount, which need it */
export const metricDimensions = (stackName: string, state?: MetricState): MetricDimensions => ({
  [STACK_DIMENSION]: stackName,
  ...state,
});
