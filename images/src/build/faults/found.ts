/** The faults in the output of one program. */
export interface Found {
  readonly told: readonly string[];
  /** Index of the line with the last of them. */
  readonly at: number;
}
