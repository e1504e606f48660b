/** The fleet's jobs. All numbers are integers, and not negative. */
export interface Demand {
  /** Jobs that wait for an agent. */
  readonly queued: number;
  /** Jobs that an agent runs. */
  readonly running: number;
  /** Of the queued jobs, those that the organization's quota holds, so that no agent can get them. @default 0 */
  readonly held?: number;
}
