/** The circumstances of one sample of the fleet, which every invariant gets. */
export interface Sample {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Since when the fleet must have recovered from all faults; undefined while it need not have recovered. */
  readonly recoveredSince: number | undefined;
}

/** Something that must hold at each sample. Returns the violations. Violations with the same text count once. */
export type Invariant = (sample: Sample) => readonly string[];
