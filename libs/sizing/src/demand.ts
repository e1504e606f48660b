/** Jobs that ask for an agent; both are integers, never negative. */
export interface Demand {
  /** Jobs waiting for an agent. */
  readonly queued: number;
  /** Jobs that have one. */
  readonly running: number;
}
