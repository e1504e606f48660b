import type { Metric } from './ports.ts';

/** Which metric a sample belongs to. */
export type Series = Pick<Metric, 'name' | 'dimensions' | 'unit'>;

/** Samples, kept as how often each value was seen: memory grows with the distinct values, not with time. */
export class Samples {
  readonly #series = new Map<string, { readonly series: Series; readonly seen: Map<number, number> }>();

  add(series: Series, value: number): void {
    const key = JSON.stringify([series.name, series.dimensions]);
    const samples = this.#series.get(key) ?? { series, seen: new Map<number, number>() };
    this.#series.set(key, samples);
    samples.seen.set(value, (samples.seen.get(value) ?? 0) + 1);
  }

  /** All series so far. */
  metrics(): Metric[] {
    return [...this.#series.values()].map(({ series, seen }) => ({
      ...series,
      values: [...seen.keys()],
      counts: [...seen.values()],
    }));
  }
}
