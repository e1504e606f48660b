import { METRICS_NAMESPACE } from '@agent-aws-stack/contract';
import type { Metric, MetricSink } from '../ports.ts';

/**
 * CloudWatch accepts at most this many values of a metric in one line.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
const VALUES_PER_LINE = 100;

/**
 * Writes metrics as lines of the function's log, in CloudWatch's embedded metric format. Unlike an API call, writing a
 * line needs no connection, so it cannot time out or be throttled.
 */
export class EmbeddedMetrics implements MetricSink {
  readonly #write: (line: string) => void;

  /** @param write writes a line to the function's standard output */
  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  publish(metrics: readonly Metric[], timestamp: Date): void {
    for (const metric of metrics) {
      // The format has no counts: repeat each value as often as it occurred.
      const samples = metric.values.flatMap((value, index) =>
        Array.from({ length: metric.counts[index] ?? 0 }, () => value),
      );
      for (let from = 0; from < samples.length; from += VALUES_PER_LINE) {
        const line = embeddedLine(metric, samples.slice(from, from + VALUES_PER_LINE), timestamp);
        this.#write(`${JSON.stringify(line)}\n`);
      }
    }
  }
}

function embeddedLine(
  { name, unit, dimensions }: Metric,
  values: readonly number[],
  timestamp: Date,
): object {
  const directive = {
    Namespace: METRICS_NAMESPACE,
    Dimensions: [Object.keys(dimensions)],
    Metrics: [{ Name: name, Unit: unit }],
  };
  return {
    _aws: { Timestamp: timestamp.getTime(), CloudWatchMetrics: [directive] },
    ...dimensions,
    [name]: values,
  };
}
