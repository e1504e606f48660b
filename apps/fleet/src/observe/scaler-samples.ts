import { metricDimensions, METRICS, METRICS_NAMESPACE } from '@agent-aws-stack/contract';
import type { AwsClients } from '../aws/clients.ts';
import type { ScalerSamples } from '../doctor/facts/scaler.ts';

const WINDOW_MS = 15 * 60_000;

/**
 * What CloudWatch has about the scaler, over the quarter of an hour before `now`.
 * @param bornAt when its stack was created: samples from before are of another stack of this name
 */
export async function scalerSamplesOf(
  { metrics }: Pick<AwsClients, 'metrics'>,
  stackName: string,
  functionName: string,
  { bornAt, now }: { readonly bornAt: Date; readonly now: Date },
): Promise<ScalerSamples> {
  const fleet = { namespace: METRICS_NAMESPACE, dimensions: metricDimensions(stackName) };
  const lambda = { namespace: 'AWS/Lambda', dimensions: { FunctionName: functionName } };
  const jobs = {
    ...fleet,
    metric: METRICS.jobs,
    dimensions: metricDimensions(stackName, { JobState: 'queued' }),
  };
  const samples = await metrics.query(
    {
      published: { ...jobs, statistic: 'SampleCount' },
      failedPolls: { ...fleet, metric: METRICS.pollFailures, statistic: 'Sum' },
      errors: { ...lambda, metric: 'Errors', statistic: 'Sum' },
      throttles: { ...lambda, metric: 'Throttles', statistic: 'Sum' },
    },
    { from: new Date(Math.max(bornAt.getTime(), now.getTime() - WINDOW_MS)), to: now },
    `metrics of ${stackName}`,
  );
  const sum = (key: 'failedPolls' | 'errors' | 'throttles'): number =>
    samples[key].reduce((total, { value }) => total + value, 0);
  const times = samples.published.map(({ at }) => at.getTime());
  return {
    lastPublishedAt: times.length === 0 ? undefined : new Date(Math.max(...times)),
    failedPolls: sum('failedPolls'),
    errors: sum('errors'),
    throttles: sum('throttles'),
  };
}
