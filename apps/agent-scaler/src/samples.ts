import type { Metric } from './ports.ts';

type Dimensions = Readonly<Record<string, string>>;

/** Samples of gauges, kept as how often each value was seen: memory follows the values, not the time. */
export class Samples {
  readonly #series = new Map<string, { name: string; dimensions: Dimensions; seen: Map<number, number> }>();

  add(name: string, dimensions: Dimensions, value: number): void {
    const key = JSON.stringify([name, dimensions]);
    const series = this.#series.get(key) ?? { name, dimensions, seen: new Map() };
    this.#series.set(key, series);
    series.seen.set(value, (series.seen.get(value) ?? 0) + 1);
  }

  /** All series so far. */
  metrics(): Metric[] {
    return [...this.#series.values()].map(({ name, dimensions, seen }) => ({
      name,
      dimensions,
      values: [...seen.keys()],
      counts: [...seen.values()],
    }));
  }
}
