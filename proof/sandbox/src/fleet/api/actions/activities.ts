import * as z from 'zod';
import type { Activity } from '../../group/activity.ts';
import { anyResource, defineAction, nameParameter, page, recordsParameter } from '../action.ts';

const schema = z.object({
  AutoScalingGroupName: nameParameter.optional(),
  ActivityIds: z.array(nameParameter).default([]),
  MaxRecords: recordsParameter,
  NextToken: z.string().optional(),
});

export const describeScalingActivities = defineAction({
  schema,
  resource: () => anyResource,
  run: (input, { context: { registry } }) => {
    const groups =
      input.AutoScalingGroupName === undefined ? registry.groups : [registry.get(input.AutoScalingGroupName)];
    const wanted = groups
      .flatMap(({ activities }) => activities.all)
      .filter(({ id }) => input.ActivityIds.length === 0 || input.ActivityIds.includes(id));
    const { items, nextToken } = page(wanted, input);
    return { Activities: items.map(activityDetails), NextToken: nextToken };
  },
});

export function activityDetails(activity: Activity) {
  return {
    ActivityId: activity.id,
    AutoScalingGroupName: activity.groupName,
    Description: activity.description,
    Cause: activity.cause,
    StartTime: new Date(activity.startedAt),
    EndTime: activity.endedAt === undefined ? undefined : new Date(activity.endedAt),
    StatusCode: activity.status,
    StatusMessage: activity.statusMessage,
    Progress: activity.progress,
    Details: '{}',
  };
}
