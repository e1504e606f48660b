import { median } from './figures.ts';

/** The ratio of two figures, with the bounds of its 95 % confidence interval. */
export interface Ratio {
  readonly ratio: number;
  readonly from: number;
  readonly to: number;
}

export type Pair = readonly [number, number];

const RESAMPLES = 2_000;

/**
 * Divides the median of all second figures by the median of all first figures. Computes the confidence interval by
 * bootstrap over the pairs.
 */
export function ratioOfMedians(pairs: readonly Pair[]): Ratio {
  const random = generator();
  const drawn = () => pairs[Math.floor(random() * pairs.length)] ?? [Number.NaN, Number.NaN];
  const ratios = Array.from({ length: RESAMPLES }, () => ratio(pairs.map(drawn))).toSorted((a, b) => a - b);
  const at = (share: number) => ratios[Math.floor(share * (RESAMPLES - 1))] ?? Number.NaN;
  return { ratio: ratio(pairs), from: at(0.025), to: at(0.975) };
}

function ratio(pairs: readonly Pair[]): number {
  const [first, second] = [pairs.map(([one]) => one), pairs.map(([, other]) => other)].map(median);
  return (second ?? Number.NaN) / (first ?? Number.NaN);
}

/** Pseudo-random numbers from 0 to 1, always the same ones, so that the same pairs give the same bounds. */
function generator(): () => number {
  let state = 1;
  return () => (state = (state * 48_271) % 0x7fffffff) / 0x7fffffff;
}
