import * as z from 'zod';
import {
  type ActionContext,
  booleanParameter,
  countParameter,
  defineAction,
  groupResource,
  nameParameter,
} from '../action.ts';
import { AwsError } from '../aws-error.ts';
import { forwardedOrThrow } from '../forward.ts';
import { resize } from '../resize.ts';

export const updateAutoScalingGroup = defineAction({
  schema: z.object({
    AutoScalingGroupName: nameParameter,
    MinSize: countParameter.optional(),
    MaxSize: countParameter.optional(),
    DesiredCapacity: countParameter.optional(),
  }),
  resource: (input, context) => groupResource(input.AutoScalingGroupName, context),
  run: async ({ AutoScalingGroupName, MinSize, MaxSize, DesiredCapacity }, { context, body, by }) => {
    const change = { min: MinSize, max: MaxSize, desired: DesiredCapacity };
    await resize(context, context.registry.get(AutoScalingGroupName), { change, by, body });
    return undefined;
  },
});

export const deleteAutoScalingGroup = defineAction({
  schema: z.object({ AutoScalingGroupName: nameParameter, ForceDelete: booleanParameter.default(false) }),
  resource: (input, context) => groupResource(input.AutoScalingGroupName, context),
  run: async (input, { context, body }) => {
    checkEmpty(input.AutoScalingGroupName, input.ForceDelete, context);
    await forwardedOrThrow(context.simulation.region, body);
    await context.registry.refresh();
    return undefined;
  },
});

function checkEmpty(name: string, isForced: boolean, { registry }: ActionContext): void {
  if (isForced || registry.get(name).instances.size === 0) return;
  throw new AwsError(
    'ResourceInUse',
    'You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.',
  );
}
