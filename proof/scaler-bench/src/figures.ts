/** Milliseconds between one and the next of some moments, in their order. */
export function gapsOf(moments: readonly number[]): number[] {
  const ordered = moments.toSorted((a, b) => a - b);
  return ordered.slice(1).map((moment, index) => moment - (ordered[index] ?? moment));
}

/** Mean wait, in milliseconds, of a job that arrives at any moment, for the next of `moments`. */
export function meanWaitMs(moments: readonly number[]): number {
  const gaps = gapsOf(moments);
  const total = gaps.reduce((sum, gap) => sum + gap, 0);
  return total === 0 ? Number.NaN : gaps.reduce((sum, gap) => sum + gap * gap, 0) / (2 * total);
}

/** The middle one; of an even number, the lower of the two. */
export function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
}

export const maximum = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : Math.max(...values);
