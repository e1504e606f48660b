/** The size of the group and what it may be; integers, 0 ≤ min ≤ max. */
export interface GroupLimits {
  readonly min: number;
  readonly max: number;
  /** Its desired capacity now. */
  readonly desired: number;
}
