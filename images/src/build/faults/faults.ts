/** The faults in the output of one program. */
export interface Faults {
  readonly messages: readonly string[];
  /** Index of the line with the last fault. If the output has a list of faults, index of the line where the list starts. */
  readonly line: number;
}
