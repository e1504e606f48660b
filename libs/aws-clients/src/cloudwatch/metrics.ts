import {
  GetMetricDataCommand,
  type CloudWatchClient,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import { call, type CallOptions } from '../calls/call.ts';

/** A query for one metric, with a sample for each period. */
export interface MetricQuery {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Average' | 'Maximum' | 'Minimum' | 'SampleCount' | 'Sum';
  /** @default 60 */
  readonly periodSeconds?: number;
}

export interface Sample {
  readonly at: Date;
  readonly value: number;
}

export interface Period {
  readonly from: Date;
  readonly to: Date;
}

/** Reads CloudWatch's metrics in the client's region. Methods throw only AwsError. */
export class Metrics {
  readonly #client: CloudWatchClient;
  readonly #options: CallOptions;

  constructor(client: CloudWatchClient, options: CallOptions = {}) {
    this.#client = client;
    this.#options = options;
  }

  /**
   * Returns the samples of each query under its key, newest first. The list is empty for a metric without data.
   * @param resource describes the metrics in the message of an error
   */
  async query<Key extends string>(
    queries: Readonly<Record<Key, MetricQuery>>,
    { from, to }: Period,
    resource: string,
  ): Promise<Readonly<Record<Key, readonly Sample[]>>> {
    const keys = Object.keys(queries) as Key[];
    const command = new GetMetricDataCommand({
      StartTime: from,
      EndTime: to,
      ScanBy: 'TimestampDescending',
      MetricDataQueries: keys.map((key) => toQuery(key, queries[key])),
    });
    const { MetricDataResults = [] } = await call(
      { action: 'cloudwatch:GetMetricData', resource },
      this.#options,
      (sdkOptions) => this.#client.send(command, sdkOptions),
    );
    const samplesOf = (key: Key): readonly Sample[] => {
      const { Timestamps = [], Values = [] } = MetricDataResults.find(({ Id }) => Id === key) ?? {};
      return Timestamps.map((at, index) => ({ at, value: Values[index] ?? 0 }));
    };
    return Object.fromEntries(keys.map((key) => [key, samplesOf(key)])) as Record<Key, readonly Sample[]>;
  }
}

function toQuery(
  Id: string,
  { namespace, metric, dimensions, statistic, periodSeconds = 60 }: MetricQuery,
): MetricDataQuery {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace: namespace, MetricName: metric, Dimensions };
  return { Id, MetricStat: { Metric, Period: periodSeconds, Stat: statistic } };
}
