import * as z from 'zod';
import type { Group } from '../../group/group.ts';
import {
  anyResource,
  countParameter,
  defineAction,
  groupResource,
  nameParameter,
  page,
  recordsParameter,
} from '../action.ts';

const timeParameter = z.iso.datetime().transform((text) => Date.parse(text));

/** A request with Recurrence, EndTime or TimeZone is refused: the simulator runs actions once. */
export const putScheduledUpdateGroupAction = defineAction({
  schema: z.strictObject({
    AutoScalingGroupName: nameParameter,
    ScheduledActionName: nameParameter.max(255),
    StartTime: timeParameter,
    MinSize: countParameter.optional(),
    MaxSize: countParameter.optional(),
    DesiredCapacity: countParameter.optional(),
  }),
  resource: (input, context) => groupResource(input.AutoScalingGroupName, context),
  run: (input, { context: { registry, simulation } }) => {
    const { scheduledActions } = registry.get(input.AutoScalingGroupName);
    scheduledActions.put(
      {
        ...{ name: input.ScheduledActionName, startsAt: input.StartTime },
        ...{ min: input.MinSize, max: input.MaxSize, desired: input.DesiredCapacity },
      },
      simulation.clock.now(),
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

function detailsOf({ name: AutoScalingGroupName, scheduledActions }: Group) {
  return scheduledActions.all.map(({ name, startsAt, min, max, desired }) => ({
    ...{ AutoScalingGroupName, ScheduledActionName: name },
    ...{ Time: new Date(startsAt), StartTime: new Date(startsAt) },
    ...{ MinSize: min, MaxSize: max, DesiredCapacity: desired },
  }));
}
