import { median } from './figures.ts';

/** How many times larger one figure is than another, and between which bounds that lies at 95 % confidence. */
export interface Ratio {
  readonly ratio: number;
  readonly from: number;
  readonly to: number;
}

export type Pair = readonly [number, number];

const RESAMPLES = 2_000;

/** The second of each pair to the first, median to median; pairs are drawn again and again to tell how far chance may reach. */
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

/** Numbers from 0 to 1, always the same ones: the same figures give the same bounds. */
function generator(): () => number {
  let state = 1;
  return () => (state = (state * 48_271) % 0x7fffffff) / 0x7fffffff;
}
