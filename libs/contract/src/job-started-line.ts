/** The fields of a line that the scaler logs at the level debug when it has measured how long a job waited. */
export interface JobStartedLine {
  /** The job's id. */
  readonly job: string;
  /** Milliseconds from the first list of queued jobs that had the job to the first one that no longer had it. */
  readonly waitedMs: number;
}
