import * as z from 'zod';
import type { Group } from '../../group/group.ts';
import type { GroupTag } from '../../region/region.ts';
import {
  type ActionContext,
  anyResource,
  booleanParameter,
  defineAction,
  nameParameter,
  page,
  recordsParameter,
} from '../action.ts';
import { validationError } from '../aws-error.ts';
import type { ResultValue } from '../query-protocol.ts';
import { instanceDetails, launchTemplateDetails } from './instance-details.ts';

const filterSchema = z.object({ Name: z.string(), Values: z.array(z.string()).default([]) });
type Filter = z.infer<typeof filterSchema>;

const schema = z.object({
  AutoScalingGroupNames: z.array(nameParameter).default([]),
  Filters: z.array(filterSchema).default([]),
  IncludeInstances: booleanParameter.default(true),
  MaxRecords: recordsParameter,
  NextToken: z.string().optional(),
});

export const describeAutoScalingGroups = defineAction({
  schema,
  resource: () => anyResource,
  run: async (input, { context }) => {
    const wanted = context.registry.groups.filter(
      ({ name, tags }) =>
        (input.AutoScalingGroupNames.length === 0 || input.AutoScalingGroupNames.includes(name)) &&
        input.Filters.every((filter) => matches(filter, tags)),
    );
    const { items, nextToken } = page(wanted, input);
    if (input.IncludeInstances) await Promise.all(items.map((group) => readProperties(group, context)));
    return {
      AutoScalingGroups: items.map((group) => groupDetails(group, input.IncludeInstances)),
      NextToken: nextToken,
    };
  },
});

/** Reads the launch template again, because a deployment may have changed it. Requests without the instances, such as the scaler's, do not need it. */
async function readProperties(group: Group, { simulation: { region } }: ActionContext): Promise<void> {
  // While a stack is created or deleted, it may have no template.
  const properties = await region.stackProperties(group.definition).catch(() => undefined);
  group.properties = properties ?? group.properties;
}

/** Throws AwsError ValidationError for a filter name that AWS does not have. */
function matches({ Name, Values }: Filter, tags: readonly GroupTag[]): boolean {
  if (Name === 'tag-key') return tags.some(({ key }) => Values.includes(key));
  if (Name === 'tag-value') return tags.some(({ value }) => Values.includes(value));
  if (Name.startsWith('tag:')) {
    return tags.some(({ key, value }) => key === Name.slice('tag:'.length) && Values.includes(value));
  }
  throw validationError(
    `Filter type ${Name} is not correct. Allowed Filter types are: tag-key, tag-value, tag:<key>`,
  );
}

function groupDetails(group: Group, includeInstances: boolean): ResultValue {
  const { definition, size, properties } = group;
  const mixedTemplate = properties?.launchTemplate;
  return {
    AutoScalingGroupName: definition.name,
    AutoScalingGroupARN: definition.arn,
    MinSize: size.min,
    MaxSize: size.max,
    DesiredCapacity: size.desired,
    DefaultCooldown: definition.cooldownSeconds,
    AvailabilityZones: definition.availabilityZones,
    LoadBalancerNames: [],
    TargetGroupARNs: [],
    HealthCheckType: definition.healthCheckType,
    HealthCheckGracePeriod: definition.healthCheckGracePeriodSeconds,
    CreatedTime: new Date(definition.createdAt),
    VPCZoneIdentifier: definition.vpcZoneIdentifier,
    TerminationPolicies: definition.terminationPolicies,
    NewInstancesProtectedFromScaleIn: definition.newInstancesProtectedFromScaleIn,
    SuspendedProcesses: [...group.suspended].map(([ProcessName, SuspensionReason]) => ({
      ProcessName,
      SuspensionReason,
    })),
    EnabledMetrics: [],
    Tags: group.tags.map(({ key, value, propagateAtLaunch }) => ({
      ResourceId: definition.name,
      ResourceType: 'auto-scaling-group',
      Key: key,
      Value: value,
      PropagateAtLaunch: propagateAtLaunch,
    })),
    LaunchTemplate:
      definition.launchTemplate === undefined ? undefined : launchTemplateDetails(definition.launchTemplate),
    MixedInstancesPolicy:
      definition.launchTemplate !== undefined || mixedTemplate === undefined
        ? undefined
        : {
            LaunchTemplate: {
              LaunchTemplateSpecification: launchTemplateDetails(mixedTemplate),
              Overrides: (properties?.instanceTypes ?? []).map((InstanceType) => ({ InstanceType })),
            },
          },
    Instances: includeInstances ? [...group.instances.values()].map(instanceDetails) : [],
  };
}
