/** The fields of a line that the scaler logs at the level debug when it has measured how long a job waited. */
export interface JobStartedLine {
  /** The job's id. */
  readonly job: string;
  /** From the first list of queued jobs with the job to the first without it, in milliseconds. */
  readonly waitedMs: number;
}
