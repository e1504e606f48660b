/** The gaps between consecutive moments, in order of time. */
export function gapsOf(moments: readonly number[]): number[] {
  const ordered = moments.toSorted((a, b) => a - b);
  return ordered.slice(1).map((moment, index) => moment - (ordered[index] ?? moment));
}

/** How long a job that arrives at a random time waits on average for the next of `moments`, in milliseconds. */
export function meanWaitMs(moments: readonly number[]): number {
  const gaps = gapsOf(moments);
  const total = gaps.reduce((sum, gap) => sum + gap, 0);
  return total === 0 ? Number.NaN : gaps.reduce((sum, gap) => sum + gap * gap, 0) / (2 * total);
}

/** The median; of an even number of values, the lower one of the two in the middle. */
export function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
}

export const maximum = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : Math.max(...values);
