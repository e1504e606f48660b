import { metricDimensions, METRICS, METRICS_NAMESPACE } from '@agent-aws-stack/contract';
import type { AwsClients } from '../aws/clients.ts';

/** How far back samples are read. */
export const SAMPLES_WINDOW_MINUTES = 15;

/** How far back held jobs are read: several minutes, because the scaler publishes a minute's metrics only at the end of the minute. */
const HELD_WINDOW_MS = 3 * 60_000;

/** The scaler's metrics in CloudWatch over the last 15 minutes, or since its stack was created, if that is later. */
export interface ScalerSamples {
  /** When the scaler last published the demand. */
  readonly lastPublishedAt: Date | undefined;
  readonly failedPolls: number;
  /** The largest number of queued jobs that the organization's quota held back at any one time in the last three minutes. */
  readonly heldJobs: number;
  /** Invocations that failed as a whole. */
  readonly errors: number;
  /** Invocations that Lambda throttled. */
  readonly throttles: number;
}

/**
 * Reads the scaler's samples.
 * @param createdAt when the stack was created: older samples belong to an earlier stack of the same name
 * @throws AwsError
 */
export async function scalerSamplesOf(
  { metrics }: Pick<AwsClients, 'metrics'>,
  stackName: string,
  functionName: string,
  { createdAt, now }: { readonly createdAt: Date; readonly now: Date },
): Promise<ScalerSamples> {
  const fleet = { namespace: METRICS_NAMESPACE, dimensions: metricDimensions(stackName) };
  const lambda = { namespace: 'AWS/Lambda', dimensions: { FunctionName: functionName } };
  const jobs = {
    ...fleet,
    metric: METRICS.jobs,
    dimensions: metricDimensions(stackName, { JobState: 'queued' }),
  };
  const windowStart = now.getTime() - SAMPLES_WINDOW_MINUTES * 60_000;
  const samples = await metrics.query(
    {
      published: { ...jobs, statistic: 'SampleCount' },
      failedPolls: { ...fleet, metric: METRICS.pollFailures, statistic: 'Sum' },
      heldJobs: { ...fleet, metric: METRICS.jobsHeld, statistic: 'Maximum' },
      errors: { ...lambda, metric: 'Errors', statistic: 'Sum' },
      throttles: { ...lambda, metric: 'Throttles', statistic: 'Sum' },
    },
    { from: new Date(Math.max(createdAt.getTime(), windowStart)), to: now },
    `metrics of ${stackName}`,
  );
  const sum = (key: 'failedPolls' | 'errors' | 'throttles'): number =>
    samples[key].reduce((total, { value }) => total + value, 0);
  const times = samples.published.map(({ at }) => at.getTime());
  const held = samples.heldJobs.filter(({ at }) => now.getTime() - at.getTime() < HELD_WINDOW_MS);
  return {
    heldJobs: Math.max(0, ...held.map(({ value }) => value)),
    lastPublishedAt: times.length === 0 ? undefined : new Date(Math.max(...times)),
    failedPolls: sum('failedPolls'),
    errors: sum('errors'),
    throttles: sum('throttles'),
  };
}
