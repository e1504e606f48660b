import type { Activity } from '@aws-sdk/client-auto-scaling';

/** A scaling activity: the launch or the end of an instance. */
export interface ScalingActivity {
  readonly description: string;
  /** Why it began, in AWS's words. */
  readonly cause: string;
  readonly startedAt: Date;
  /** Undefined while it is in progress. */
  readonly endedAt: Date | undefined;
  /** For example `InProgress`, `Successful`, `Failed` or `Cancelled`. */
  readonly status: string;
  readonly message: string | undefined;
}

export function toActivity(reply: Activity): ScalingActivity {
  return {
    description: reply.Description ?? '',
    cause: reply.Cause ?? '',
    startedAt: reply.StartTime ?? new Date(0),
    endedAt: reply.EndTime,
    status: reply.StatusCode ?? '',
    message: reply.StatusMessage,
  };
}
