import * as z from 'zod';
import type { HookWait } from '../../instance/hook-wait.ts';
import { type ActionContext, defineAction, groupResource, nameParameter } from '../action.ts';
import { validationError } from '../aws-error.ts';
import { forwardedOrThrow } from '../forward.ts';

const schema = z.object({
  AutoScalingGroupName: nameParameter,
  LifecycleHookName: nameParameter,
  InstanceId: nameParameter.optional(),
  LifecycleActionToken: nameParameter.optional(),
});

export const completeLifecycleAction = defineAction({
  schema: schema.extend({ LifecycleActionResult: z.enum(['CONTINUE', 'ABANDON']) }),
  resource: (input, context) => groupResource(input.AutoScalingGroupName, context),
  run: (input, { context }) => {
    findWait(input, context).complete(input.LifecycleActionResult);
    return {};
  },
});

export const recordLifecycleActionHeartbeat = defineAction({
  schema,
  resource: (input, context) => groupResource(input.AutoScalingGroupName, context),
  run: (input, { context }) => {
    findWait(input, context).heartbeat();
    return {};
  },
});

/** Deletes the hook, and completes the actions that wait for it. */
export const deleteLifecycleHook = defineAction({
  schema: schema.pick({ AutoScalingGroupName: true, LifecycleHookName: true }),
  resource: (input, context) => groupResource(input.AutoScalingGroupName, context),
  run: async ({ AutoScalingGroupName, LifecycleHookName }, { context, body }) => {
    await forwardedOrThrow(context.simulation.region, body);
    for (const { hookWaits } of context.registry.get(AutoScalingGroupName).instances.values())
      hookWaits.get(LifecycleHookName)?.hookDeleted();
    return {};
  },
});

function findWait(input: z.infer<typeof schema>, { registry }: ActionContext): HookWait {
  for (const instance of registry.get(input.AutoScalingGroupName).instances.values()) {
    const wait = instance.hookWaits.get(input.LifecycleHookName);
    if (
      wait !== undefined &&
      (instance.id === input.InstanceId || wait.token === input.LifecycleActionToken)
    ) {
      return wait;
    }
  }
  const target =
    input.InstanceId === undefined
      ? `token ${input.LifecycleActionToken}`
      : `instance ID ${input.InstanceId}`;
  throw validationError(`No active Lifecycle Action found with ${target}`);
}
