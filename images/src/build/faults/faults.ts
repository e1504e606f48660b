/** The faults in the output of one program. */
export interface Faults {
  readonly messages: readonly string[];
  /** Index of the output's line with the last fault, or with the start of their list. */
  readonly line: number;
}
