import * as z from 'zod';
import { nextRuns } from '@agent-aws-stack/config';
import type { Group } from '../../group/group.ts';
import type { ScheduledAction } from '../../group/scheduled-actions.ts';
import {
  anyResource,
  countParameter,
  defineAction,
  groupResource,
  nameParameter,
  page,
  recordsParameter,
} from '../action.ts';
import { validationError } from '../aws-error.ts';
import { timingOf } from '../run-scheduled-actions.ts';

const timeParameter = z.iso.datetime().transform((text) => Date.parse(text));

/** Refuses a request with EndTime: the simulator does not support scheduled actions that end. */
export const putScheduledUpdateGroupAction = defineAction({
  schema: z.strictObject({
    AutoScalingGroupName: nameParameter,
    ScheduledActionName: nameParameter.max(255),
    StartTime: timeParameter.optional(),
    Recurrence: z.string().optional(),
    TimeZone: z.string().default('UTC'),
    MinSize: countParameter.optional(),
    MaxSize: countParameter.optional(),
    DesiredCapacity: countParameter.optional(),
  }),
  resource: (input, context) => groupResource(input.AutoScalingGroupName, context),
  run: (input, { context: { registry, simulation } }) => {
    const { scheduledActions } = registry.get(input.AutoScalingGroupName);
    const timing = timingOf(simulation);
    const { StartTime, Recurrence: cron, TimeZone: timeZone } = input;
    const recurrence = cron === undefined ? undefined : { cron, timeZone };
    const startsAt = StartTime ?? firstRun(recurrence, timing.now);
    scheduledActions.put(
      {
        ...{ name: input.ScheduledActionName, startsAt, recurrence },
        ...{ min: input.MinSize, max: input.MaxSize, desired: input.DesiredCapacity },
      },
      timing,
    );
    return undefined;
  },
});

export const deleteScheduledAction = defineAction({
  schema: z.object({ AutoScalingGroupName: nameParameter, ScheduledActionName: nameParameter }),
  resource: (input, context) => groupResource(input.AutoScalingGroupName, context),
  run: (input, { context: { registry } }) => {
    registry.get(input.AutoScalingGroupName).scheduledActions.delete(input.ScheduledActionName);
    return undefined;
  },
});

export const describeScheduledActions = defineAction({
  schema: z.object({
    AutoScalingGroupName: nameParameter.optional(),
    ScheduledActionNames: z.array(nameParameter).default([]),
    MaxRecords: recordsParameter,
    NextToken: z.string().optional(),
  }),
  resource: () => anyResource,
  run: (input, { context: { registry } }) => {
    const { AutoScalingGroupName: name, ScheduledActionNames: names } = input;
    const groups = name === undefined ? registry.groups : [registry.get(name)];
    const wanted = groups
      .flatMap(detailsOf)
      .filter(({ ScheduledActionName }) => names.length === 0 || names.includes(ScheduledActionName));
    const { items, nextToken } = page(wanted, input);
    return { ScheduledUpdateGroupActions: items, NextToken: nextToken };
  },
});

/** Throws AwsError ValidationError if the recurrence is missing or not valid. */
function firstRun(recurrence: ScheduledAction['recurrence'], now: number): number {
  if (recurrence === undefined) throw validationError('Either StartTime or Recurrence must be specified');
  try {
    const [run] = nextRuns(recurrence, now, 1);
    if (run !== undefined) return run.at;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw validationError('Given recurrence string is invalid');
}

function detailsOf({ name: AutoScalingGroupName, scheduledActions }: Group) {
  return scheduledActions.all.map(({ name, startsAt, recurrence, min, max, desired }) => ({
    ...{ AutoScalingGroupName, ScheduledActionName: name },
    ...{ Time: new Date(startsAt), StartTime: new Date(startsAt) },
    ...(recurrence && { Recurrence: recurrence.cron, TimeZone: recurrence.timeZone }),
    ...{ MinSize: min, MaxSize: max, DesiredCapacity: desired },
  }));
}
