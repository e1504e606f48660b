import * as z from 'zod';
import { checkDesiredCapacity } from '../../group/capacity.ts';
import { booleanParameter, countParameter, defineAction, groupResource, nameParameter } from '../action.ts';
import { activityInProgress } from '../aws-error.ts';

const schema = z.object({
  AutoScalingGroupName: nameParameter,
  DesiredCapacity: countParameter,
  HonorCooldown: booleanParameter.default(false),
});

export const setDesiredCapacity = defineAction({
  schema,
  resource: (input, context) => groupResource(input.AutoScalingGroupName, context),
  run: (input, { context: { simulation, registry, keeper }, by }) => {
    const group = registry.get(input.AutoScalingGroupName);
    checkDesiredCapacity(group.size, input.DesiredCapacity);
    const cooldownEndsAt = (group.lastScaledAt ?? -Infinity) + group.definition.cooldownSeconds * 1000;
    if (input.HonorCooldown && simulation.clock.now() < cooldownEndsAt) {
      throw activityInProgress(group.activities.all[0]?.id ?? 'cooldown');
    }
    keeper.setDesired(group, input.DesiredCapacity, by);
    return undefined;
  },
});
