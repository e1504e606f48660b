import * as z from 'zod';
import { ALL_ON_DEMAND, type GroupProperties, type LaunchTemplateReference } from './region.ts';

/** A literal or a Ref. */
const refSchema = z.union([z.string(), z.object({ Ref: z.string() })]);

const specificationSchema = z.object({
  LaunchTemplateId: refSchema.optional(),
  LaunchTemplateName: refSchema.optional(),
  Version: z.unknown(),
});

const distributionSchema = z.object({
  OnDemandBaseCapacity: z.number().default(ALL_ON_DEMAND.onDemandBaseCapacity),
  OnDemandPercentageAboveBaseCapacity: z.number().default(ALL_ON_DEMAND.onDemandPercentageAboveBase),
});

const propertiesSchema = z.object({
  CapacityRebalance: z.boolean().default(false),
  DesiredCapacity: z.union([z.string().regex(/^\d+$/), z.number()]).optional(),
  LaunchTemplate: specificationSchema.optional(),
  MaxInstanceLifetime: z.number().optional(),
  MixedInstancesPolicy: z
    .object({
      InstancesDistribution: distributionSchema.optional(),
      LaunchTemplate: z.object({
        LaunchTemplateSpecification: specificationSchema,
        Overrides: z.array(z.object({ InstanceType: z.string().optional() })).default([]),
      }),
    })
    .optional(),
});

const templateSchema = z.object({
  Resources: z.record(z.string(), z.object({ Properties: z.unknown() })),
});

/**
 * Reads a group's properties from the JSON template of its stack. Returns undefined if the template does not contain the group.
 *
 * @param physicalId gives the physical id for the logical id in a Ref
 */
export function groupProperties(
  template: string,
  logicalId: string,
  physicalId: (logicalId: string) => string | undefined,
): GroupProperties | undefined {
  const resource = templateSchema.parse(JSON.parse(template)).Resources[logicalId];
  if (resource === undefined) return undefined;
  const properties = propertiesSchema.parse(resource.Properties);
  const mixed = properties.MixedInstancesPolicy?.LaunchTemplate;
  const distribution = properties.MixedInstancesPolicy?.InstancesDistribution;
  const specification = mixed?.LaunchTemplateSpecification ?? properties.LaunchTemplate;
  return {
    desiredCapacity:
      properties.DesiredCapacity === undefined ? undefined : Number(properties.DesiredCapacity),
    launchTemplate: specification === undefined ? undefined : launchTemplate(specification, physicalId),
    capacityRebalance: properties.CapacityRebalance,
    maxInstanceLifetimeSeconds: properties.MaxInstanceLifetime,
    purchase:
      distribution === undefined
        ? ALL_ON_DEMAND
        : {
            onDemandBaseCapacity: distribution.OnDemandBaseCapacity,
            onDemandPercentageAboveBase: distribution.OnDemandPercentageAboveBaseCapacity,
          },
    instanceTypes: (mixed?.Overrides ?? []).flatMap(({ InstanceType }) => InstanceType ?? []),
  };
}

function launchTemplate(
  { LaunchTemplateId, LaunchTemplateName, Version }: z.infer<typeof specificationSchema>,
  physicalId: (logicalId: string) => string | undefined,
): LaunchTemplateReference | undefined {
  const reference = LaunchTemplateId ?? LaunchTemplateName;
  const id = typeof reference === 'object' ? physicalId(reference.Ref) : reference;
  if (id === undefined) return undefined;
  // A version that is not a literal is taken to be Fn::GetAtt of LatestVersionNumber.
  return { id, version: typeof Version === 'string' ? Version : '$Latest' };
}
