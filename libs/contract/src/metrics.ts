/** The CloudWatch namespace of the scaler's metrics. */
export const METRICS_NAMESPACE = 'Semaphore';

/** The scaler's metrics. */
export const METRICS = {
  jobs: 'JobCount',
  agents: 'AgentCount',
  desiredCapacity: 'DesiredCapacity',
  jobsWaitingAtMaximum: 'JobsWaitingAtMaximum',
  pollFailures: 'PollFailures',
  scaleOutLatency: 'ScaleOutLatency',
} as const;

export type MetricName = (typeof METRICS)[keyof typeof METRICS];

/** The dimension that distinguishes the series of one metric. */
export type MetricState =
  { readonly JobState: 'queued' | 'running' } | { readonly AgentState: 'idle' | 'occupied' };

/** The dimension that every metric of a fleet has: its stack's name. */
export const STACK_DIMENSION = 'StackName';

export type MetricDimensions = Readonly<Record<string, string>>;

/** The dimensions of a fleet's metric. @param state for JobCount and AgentCount only */
export const metricDimensions = (stackName: string, state?: MetricState): MetricDimensions => ({
  [STACK_DIMENSION]: stackName,
  ...state,
});
