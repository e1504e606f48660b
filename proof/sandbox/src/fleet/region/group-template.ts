import * as z from 'zod';
import type { GroupProperties, LaunchTemplateReference } from './region.ts';

/** Any value of a template: a literal, or an intrinsic function. */
const refSchema = z.union([z.string(), z.object({ Ref: z.string() })]);

const specificationSchema = z.object({
  LaunchTemplateId: refSchema.optional(),
  LaunchTemplateName: refSchema.optional(),
  Version: z.unknown(),
});

const propertiesSchema = z.object({
  DesiredCapacity: z.union([z.string().regex(/^\d+$/), z.number()]).optional(),
  LaunchTemplate: specificationSchema.optional(),
  MixedInstancesPolicy: z
    .object({
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
 * Reads a group's properties from its stack's template (JSON).
 * `physicalId` gives the id behind a Ref.
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
  const specification = mixed?.LaunchTemplateSpecification ?? properties.LaunchTemplate;
  return {
    desiredCapacity:
      properties.DesiredCapacity === undefined ? undefined : Number(properties.DesiredCapacity),
    launchTemplate: specification === undefined ? undefined : launchTemplate(specification, physicalId),
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
  // A version that is not written down is the latest at the time of the deployment.
  return { id, version: typeof Version === 'string' ? Version : '$Latest' };
}
