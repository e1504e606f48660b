import * as z from 'zod';
import { checkDecrement } from '../../group/capacity.ts';
import { booleanParameter, defineAction, instanceResource, nameParameter } from '../action.ts';
import { activityDetails } from './activities.ts';

const schema = z.object({ InstanceId: nameParameter, ShouldDecrementDesiredCapacity: booleanParameter });

export const terminateInstanceInAutoScalingGroup = defineAction({
  schema,
  resource: (input, context) => instanceResource(input.InstanceId, context),
  run: (input, { context: { registry, keeper }, by }) => {
    const { group, instance } = registry.getInstance(input.InstanceId);
    const isCapacity = !instance.isTerminating;
    if (input.ShouldDecrementDesiredCapacity && isCapacity) checkDecrement(group.size);
    const { capacity } = group;
    const shrinking = input.ShouldDecrementDesiredCapacity
      ? `, shrinking the capacity from ${capacity} to ${capacity - 1}`
      : '';
    const activity = keeper.terminate(
      group,
      instance,
      `instance ${instance.id} was taken out of service in response to a user request${shrinking}.`,
    );
    if (input.ShouldDecrementDesiredCapacity) keeper.setDesired(group, group.size.desired - 1, by);
    else keeper.settle(group);
    return { Activity: activityDetails(activity) };
  },
});
