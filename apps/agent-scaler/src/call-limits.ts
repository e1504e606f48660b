/** The deadlines of a call to Semaphore and of a call to AWS. */
export interface CallLimits {
  readonly semaphoreMs: number;
  readonly awsMs: number;
}

export const DEFAULT_LIMITS: CallLimits = { semaphoreMs: 5_000, awsMs: 3_000 };
