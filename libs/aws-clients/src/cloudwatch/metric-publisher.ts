import { PutMetricDataCommand, type CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { call, type CallOptions } from '../calls/call.ts';
import type { MetricDatum } from './metric-datum.ts';

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

  /** Ends every connection, and with it a call under way. */
  close(): void {
    this.#client.destroy();
  }
}
