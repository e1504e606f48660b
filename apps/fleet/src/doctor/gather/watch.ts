import {
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import { ask, type AwsClients } from '../../aws/clients.ts';
import type { Alarm, ScalerSamples } from '../facts/scaler.ts';

const WINDOW_MS = 15 * 60_000;

/**
 * What CloudWatch has about the scaler, over the quarter of an hour before `now`.
 * @param bornAt when its stack was created: samples from before are of another stack of this name
 */
export async function scalerSamplesOf(
  { cloudWatch }: AwsClients,
  stackName: string,
  functionName: string,
  { bornAt, now }: { readonly bornAt: Date; readonly now: Date },
): Promise<ScalerSamples> {
  const fleet = { StackName: stackName };
  const lambda = { FunctionName: functionName };
  const command = new GetMetricDataCommand({
    StartTime: new Date(Math.max(bornAt.getTime(), now.getTime() - WINDOW_MS)),
    EndTime: now,
    ScanBy: 'TimestampDescending',
    MetricDataQueries: [
      query('published', 'Semaphore', 'JobCount', { ...fleet, JobState: 'queued' }, 'SampleCount'),
      query('failedPolls', 'Semaphore', 'PollFailures', fleet, 'Sum'),
      query('errors', 'AWS/Lambda', 'Errors', lambda, 'Sum'),
      query('throttles', 'AWS/Lambda', 'Throttles', lambda, 'Sum'),
    ],
  });
  const { MetricDataResults = [] } = await ask(
    'cloudwatch:GetMetricData',
    `metrics of ${stackName}`,
    (options) => cloudWatch.send(command, options),
  );
  const result = (id: string) => MetricDataResults.find(({ Id }) => Id === id);
  const sum = (id: string): number => (result(id)?.Values ?? []).reduce((total, value) => total + value, 0);
  const times = (result('published')?.Timestamps ?? []).map((time) => time.getTime());
  return {
    lastPublishedAt: times.length === 0 ? undefined : new Date(Math.max(...times)),
    failedPolls: sum('failedPolls'),
    errors: sum('errors'),
    throttles: sum('throttles'),
  };
}

function query(
  Id: string,
  Namespace: string,
  MetricName: string,
  dimensions: Readonly<Record<string, string>>,
  Stat: string,
): MetricDataQuery {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  return { Id, MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period: 60, Stat } };
}

export async function alarmsOf(
  { cloudWatch }: AwsClients,
  names: readonly string[],
): Promise<readonly Alarm[]> {
  if (names.length === 0) return [];
  const command = new DescribeAlarmsCommand({ AlarmNames: [...names] });
  const { MetricAlarms = [] } = await ask('cloudwatch:DescribeAlarms', names.join(', '), (options) =>
    cloudWatch.send(command, options),
  );
  return MetricAlarms.map((alarm) => ({
    name: alarm.AlarmName ?? '',
    state: alarm.StateValue ?? 'INSUFFICIENT_DATA',
    reason: alarm.StateReason ?? '',
    actionsEnabled: alarm.ActionsEnabled ?? true,
    actions: alarm.AlarmActions ?? [],
  }));
}
