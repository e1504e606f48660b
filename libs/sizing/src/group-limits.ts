/** The group's limits and its desired capacity. Integers, 0 ≤ min ≤ max. */
export interface GroupLimits {
  readonly min: number;
  readonly max: number;
  /** The current desired capacity. */
  readonly desired: number;
}
