import { type Statistic, statisticOf } from './statistic.ts';

/** Samples of one metric, with one timestamp. */
export interface MetricDatum {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly values: readonly number[];
}

type MetricId = Pick<MetricDatum, 'namespace' | 'name' | 'dimensions'>;

const MINUTE_MS = 60_000;

/** CloudWatch's metrics, in memory. */
export class MetricStore {
  /** The samples of each minute, by metric. */
  readonly #metrics = new Map<string, Map<number, number[]>>();

  put(datum: MetricDatum): void {
    const minutes = this.#metrics.get(keyOf(datum)) ?? new Map<number, number[]>();
    this.#metrics.set(keyOf(datum), minutes);
    const minute = Math.floor(datum.timestamp / MINUTE_MS);
    const samples = minutes.get(minute) ?? [];
    minutes.set(minute, samples);
    samples.push(...datum.values);
  }

  /** A statistic of the whole minutes from `startMs` until `endMs`; undefined without samples. */
  read(metric: MetricId, statistic: Statistic, startMs: number, endMs: number): number | undefined {
    const minutes = this.#metrics.get(keyOf(metric));
    if (minutes === undefined) return undefined;
    const samples: number[] = [];
    for (let minute = Math.floor(startMs / MINUTE_MS); minute < Math.floor(endMs / MINUTE_MS); minute++)
      samples.push(...(minutes.get(minute) ?? []));
    return statisticOf(samples, statistic);
  }
}

function keyOf({ namespace, name, dimensions }: MetricId): string {
  return JSON.stringify([namespace, name, Object.entries(dimensions).sort()]);
}
