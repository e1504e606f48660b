import { loadMetricPublisher, type MetricPublisher } from '@agent-aws-stack/aws-clients/cloudwatch';
import type { Metric, MetricSink } from '../ports.ts';

export interface CloudWatchMetricsOptions {
  /** Milliseconds for all attempts of a call. */
  readonly deadlineMs: number;
  readonly maxAttempts: number;
}

const NAMESPACE = 'Semaphore';

/** Custom metrics in CloudWatch. */
export class CloudWatchMetrics implements MetricSink {
  readonly #options: CloudWatchMetricsOptions;
  #publisher: MetricPublisher | undefined;

  constructor(options: CloudWatchMetricsOptions) {
    this.#options = options;
  }

  async publish(metrics: readonly Metric[], timestamp: Date): Promise<void> {
    this.#publisher = await loadMetricPublisher(NAMESPACE, this.#options);
    await this.#publisher.put(metrics.map((metric) => ({ ...metric, timestamp })));
  }

  close(): void {
    this.#publisher?.close();
  }
}
