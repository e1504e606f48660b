/** What a sample of the fleet is judged by. */
export interface Sample {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Since when faults have been over long enough for the fleet to have recovered; undefined = not now. */
  readonly recoveredSince: number | undefined;
}

/** Something that must hold at each sample. Returns the violations. Violations with the same text count once. */
export type Invariant = (sample: Sample) => readonly string[];
