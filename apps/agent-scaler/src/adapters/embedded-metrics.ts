import { METRICS_NAMESPACE } from '@agent-aws-stack/contract';
import type { Metric, MetricSink } from '../ports.ts';

/** CloudWatch accepts no more values of a metric in one line. */
const VALUES_A_LINE = 100;

/**
 * Writes metrics as lines of the function's log, in CloudWatch's embedded metric format. There is no API call that could
 * fail, hang or cost money.
 */
export class EmbeddedMetrics implements MetricSink {
  readonly #write: (line: string) => void;

  /** @param write to the function's standard output */
  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  publish(metrics: readonly Metric[], at: Date): void {
    for (const metric of metrics) {
      // The format has no counts: each value is repeated as often as it was seen.
      const samples = metric.values.flatMap((value, index) =>
        Array.from({ length: metric.counts[index] ?? 0 }, () => value),
      );
      for (let from = 0; from < samples.length; from += VALUES_A_LINE) {
        const line = embedded(metric, samples.slice(from, from + VALUES_A_LINE), at);
        this.#write(`${JSON.stringify(line)}\n`);
      }
    }
  }
}

function embedded({ name, unit, dimensions }: Metric, values: readonly number[], at: Date): object {
  const directive = {
    Namespace: METRICS_NAMESPACE,
    Dimensions: [Object.keys(dimensions)],
    Metrics: [{ Name: name, Unit: unit }],
  };
  return {
    _aws: { Timestamp: at.getTime(), CloudWatchMetrics: [directive] },
    ...dimensions,
    [name]: values,
  };
}
