import * as z from 'zod';
import { updatedSize } from '../../group/capacity.ts';
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

const sizes = {
  MinSize: countParameter,
  MaxSize: countParameter,
  DesiredCapacity: countParameter.optional(),
};

export const createAutoScalingGroup = defineAction({
  schema: z.object({ AutoScalingGroupName: nameParameter, ...sizes }),
  resource: (input, context) => groupResource(input.AutoScalingGroupName, context),
  run: async ({ MinSize: min, MaxSize: max, DesiredCapacity: desired }, { context, body }) => {
    updatedSize({ min, max, desired: min }, { min, max, desired });
    await forwardedOrThrow(context.simulation.region, body);
    await context.registry.refresh();
    return undefined;
  },
});

export const updateAutoScalingGroup = defineAction({
  schema: z
    .object({ AutoScalingGroupName: nameParameter, ...sizes })
    .partial({ MinSize: true, MaxSize: true }),
  resource: (input, context) => groupResource(input.AutoScalingGroupName, context),
  run: async ({ AutoScalingGroupName, MinSize, MaxSize, DesiredCapacity }, { context, body, by }) => {
    const { registry, keeper, simulation } = context;
    const group = registry.get(AutoScalingGroupName);
    const size = updatedSize(group.size, { min: MinSize, max: MaxSize, desired: DesiredCapacity });
    const { min, max } = size;
    group.definition = { ...group.definition, min, max };
    group.size = { min, max, desired: group.size.desired };
    keeper.setDesired(group, size.desired, by);
    // The desired capacity is the simulator's: the emulator would invent instances for it.
    const parameters = new URLSearchParams(body);
    parameters.delete('DesiredCapacity');
    await forwardedOrThrow(simulation.region, parameters.toString());
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
