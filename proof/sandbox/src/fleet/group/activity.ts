/** A scaling activity, as in DescribeScalingActivities. Times are milliseconds since the epoch. */
export interface Activity {
  readonly id: string;
  readonly groupName: string;
  readonly instanceId: string;
  description: string;
  readonly cause: string;
  readonly startedAt: number;
  endedAt: number | undefined;
  status: 'PreInService' | 'InProgress' | 'WaitingForInstanceId' | 'Successful' | 'Failed' | 'Cancelled';
  statusMessage: string | undefined;
  progress: number;
}

/** Formats a cause of an activity as AWS does: `At <time> <sentence>`. */
export function causeAt(now: number, sentence: string): string {
  return `At ${new Date(now).toISOString().replace(/\.\d+Z$/, 'Z')} ${sentence}`;
}

/** A group's activities, newest first. */
export class ActivityLog {
  readonly #activities: Activity[] = [];

  get all(): readonly Activity[] {
    return this.#activities;
  }

  start(
    activity: Pick<Activity, 'id' | 'groupName' | 'instanceId' | 'description' | 'cause' | 'startedAt'>,
  ): Activity {
    const started: Activity = {
      ...activity,
      endedAt: undefined,
      status: 'InProgress',
      statusMessage: undefined,
      progress: 0,
    };
    this.#activities.unshift(started);
    return started;
  }

  end(activity: Activity, now: number, status: 'Successful' | 'Failed', statusMessage?: string): void {
    if (activity.endedAt !== undefined) return;
    Object.assign(activity, { endedAt: now, status, statusMessage, progress: 100 });
  }

  /** The instance's activity that is still in progress, if there is one. */
  current(instanceId: string): Activity | undefined {
    return this.#activities.find(
      (activity) => activity.instanceId === instanceId && activity.endedAt === undefined,
    );
  }
}
