import type { Activity } from '../doctor/facts/group.ts';

/** When the group began to launch an instance; undefined when no activity tells. */
export function launchedAt(instanceId: string, activities: readonly Activity[]): Date | undefined {
  const launch = activities.find(
    ({ description }) => description.startsWith('Launching') && description.includes(instanceId),
  );
  return launch?.startedAt;
}
