/** Agents kept beyond the demand: none, a fixed number, or a percentage of the demand (rounded up). */
export type Headroom =
  | { readonly strategy: 'none' }
  | { readonly strategy: 'number'; readonly factor: number }
  | { readonly strategy: 'percentage'; readonly factor: number };

/** How many agents the headroom adds, for a number of jobs. */
export function headroomFor(jobs: number, headroom: Headroom): number {
  switch (headroom.strategy) {
    case 'none':
      return 0;
    case 'number':
      return headroom.factor;
    case 'percentage':
      return Math.ceil((jobs * headroom.factor) / 100);
  }
}
