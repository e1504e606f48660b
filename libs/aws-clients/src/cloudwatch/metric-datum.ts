import type { StandardUnit } from '@aws-sdk/client-cloudwatch';

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
