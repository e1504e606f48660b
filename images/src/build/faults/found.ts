/** The faults that one program tells of in its output. */
export interface Found {
  readonly told: readonly string[];
  /** The line where it tells of the last of them, as an index. */
  readonly at: number;
}
