import * as z from 'zod';
import { anyResource, defineAction, nameParameter, page, recordsParameter } from '../action.ts';
import { instanceDetails } from './instance-details.ts';

const schema = z.object({
  InstanceIds: z.array(nameParameter).default([]),
  MaxRecords: recordsParameter,
  NextToken: z.string().optional(),
});

export const describeAutoScalingInstances = defineAction({
  schema,
  resource: () => anyResource,
  run: (input, { context }) => {
    const all = context.registry.groups.flatMap((group) => [...group.instances.values()]);
    const wanted = all.filter(({ id }) => input.InstanceIds.length === 0 || input.InstanceIds.includes(id));
    const { items, nextToken } = page(wanted, input);
    return {
      AutoScalingInstances: items.map((instance) => ({
        ...instanceDetails(instance),
        AutoScalingGroupName: instance.groupName,
        // AWS writes the health status in capitals here, unlike in DescribeAutoScalingGroups.
        HealthStatus: instance.healthStatus.toUpperCase(),
      })),
      NextToken: nextToken,
    };
  },
});
