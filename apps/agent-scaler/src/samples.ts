import type { Metric } from './ports.ts';

/** Identifies the metric that a sample belongs to. */
export type Series = Pick<Metric, 'name' | 'dimensions' | 'unit'>;

/** Counts how often each value of a metric occurred. Memory grows with the number of distinct values, not with time. */
export class Samples {
  readonly #series = new Map<string, { readonly series: Series; readonly seen: Map<number, number> }>();

  add(series: Series, value: number): void {
    const key = JSON.stringify([series.name, series.dimensions]);
    const samples = this.#series.get(key) ?? { series, seen: new Map<number, number>() };
    this.#series.set(key, samples);
    samples.seen.set(value, (samples.seen.get(value) ?? 0) + 1);
  }

  /** The metrics with all samples so far. */
  metrics(): Metric[] {
    return [...this.#series.values()].map(({ series, seen }) => ({
      ...series,
      values: [...seen.keys()],
      counts: [...seen.values()],
    }));
  }
}
