import { PutMetricDataCommand, type CloudWatchClient, type StandardUnit } from '@aws-sdk/client-cloudwatch';
import { call, type CallOptions } from '../calls/call.ts';

/** Samples of one metric taken around one moment; `counts[i]` says how often `values[i]` was seen. */
export interface MetricDatum {
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly unit: StandardUnit;
  readonly timestamp: Date;
  /** At most 150 different values. */
  readonly values: readonly number[];
  readonly counts: readonly number[];
}

/** Custom metrics of one namespace. */
export class MetricPublisher {
  readonly #client: CloudWatchClient;
  readonly #namespace: string;
  readonly #options: CallOptions;

  constructor(client: CloudWatchClient, namespace: string, options: CallOptions = {}) {
    this.#client = client;
    this.#namespace = namespace;
    this.#options = options;
  }

  /**
   * Puts all of `data` in one call (at most 1,000 of them); none makes no call.
   * @throws AwsError
   */
  async put(data: readonly MetricDatum[]): Promise<void> {
    if (data.length === 0) return;
    const site = { action: 'cloudwatch:PutMetricData', resource: `namespace ${this.#namespace}` };
    const command = new PutMetricDataCommand({
      Namespace: this.#namespace,
      MetricData: data.map((datum) => ({
        MetricName: datum.name,
        Dimensions: Object.entries(datum.dimensions).map(([Name, Value]) => ({ Name, Value })),
        Unit: datum.unit,
        Timestamp: datum.timestamp,
        Values: [...datum.values],
        Counts: [...datum.counts],
      })),
    });
    await call(site, this.#options, (sdkOptions) => this.#client.send(command, sdkOptions));
  }
}
