import * as z from 'zod';
import { booleanParameter, defineAction, groupResource, instanceResource, nameParameter } from '../action.ts';
import { validationError } from '../aws-error.ts';

const healthSchema = z.object({
  InstanceId: nameParameter,
  HealthStatus: z.enum(['Healthy', 'Unhealthy']),
  ShouldRespectGracePeriod: booleanParameter.default(true),
});

export const setInstanceHealth = defineAction({
  schema: healthSchema,
  resource: (input, context) => instanceResource(input.InstanceId, context),
  run: (input, { context: { simulation, registry, keeper } }) => {
    const { group, instance } = registry.getInstance(input.InstanceId);
    const graceEndsAt =
      (instance.inServiceAt ?? Infinity) + group.definition.healthCheckGracePeriodSeconds * 1000;
    if (input.ShouldRespectGracePeriod && simulation.clock.now() < graceEndsAt) return undefined;
    instance.healthStatus = input.HealthStatus;
    instance.note(`set ${input.HealthStatus}`);
    keeper.settle(group);
    return undefined;
  },
});

const protectionSchema = z.object({
  AutoScalingGroupName: nameParameter,
  InstanceIds: z.array(nameParameter).max(50),
  ProtectedFromScaleIn: booleanParameter,
});

export const setInstanceProtection = defineAction({
  schema: protectionSchema,
  resource: (input, context) => groupResource(input.AutoScalingGroupName, context),
  run: (input, { context: { registry, keeper } }) => {
    const group = registry.get(input.AutoScalingGroupName);
    const instances = input.InstanceIds.map((id) => registry.getInstance(id).instance);
    const wrong = instances.find(({ lifecycleState }) => lifecycleState !== 'InService');
    if (wrong !== undefined)
      throw validationError(`The instance ${wrong.id} is not in InService or EnteringStandby or Standby.`);
    for (const instance of instances) instance.protectedFromScaleIn = input.ProtectedFromScaleIn;
    keeper.settle(group);
    return {};
  },
});
