import * as z from 'zod';
import { type ScalingProcess, isScalingProcess, scalingProcesses } from '../../group/processes.ts';
import { defineAction, groupResource, nameParameter } from '../action.ts';
import { validationError } from '../aws-error.ts';

/** A request without a list applies to all processes. */
const schema = z.object({
  AutoScalingGroupName: nameParameter,
  ScalingProcesses: z.array(z.string()).optional(),
});

export const suspendProcesses = defineAction({
  schema,
  resource: (input, context) => groupResource(input.AutoScalingGroupName, context),
  run: (input, { context: { simulation, registry } }) => {
    const group = registry.get(input.AutoScalingGroupName);
    const second = new Date(simulation.clock.now()).toISOString().replace(/\.\d+Z$/, 'Z');
    for (const process of requestedProcesses(input.ScalingProcesses))
      group.suspended.set(process, `User suspended at ${second}`);
    return undefined;
  },
});

export const resumeProcesses = defineAction({
  schema,
  resource: (input, context) => groupResource(input.AutoScalingGroupName, context),
  run: (input, { context: { registry, keeper } }) => {
    const group = registry.get(input.AutoScalingGroupName);
    for (const process of requestedProcesses(input.ScalingProcesses)) group.suspended.delete(process);
    keeper.settle(group);
    return undefined;
  },
});

function requestedProcesses(names: readonly string[] | undefined): readonly ScalingProcess[] {
  if (names === undefined) return scalingProcesses;
  return names.map((name) => {
    if (!isScalingProcess(name)) throw validationError(`Invalid process name: ${name}`);
    return name;
  });
}
