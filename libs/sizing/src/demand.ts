/** The fleet's jobs. Both numbers are integers, and not negative. */
export interface Demand {
  /** Jobs that wait for an agent. */
  readonly queued: number;
  /** Jobs that an agent runs. */
  readonly running: number;
}
