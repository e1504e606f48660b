import * as z from 'zod';
import { instanceType } from './aws-ids.ts';

/** One of CloudFormation's LaunchTemplateOverrides, spelled in camelCase: instanceType, weightedCapacity, … */
export type LaunchTemplateOverride = z.output<ReturnType<typeof build>>;

/** Builds the schema on first use: its forty parts take longer to build than all other schemas together, and few fleets have overrides. */
export function launchTemplateOverride(): ReturnType<typeof build> {
  return (built ??= build());
}
let built: ReturnType<typeof build> | undefined;

function build() {
  // Not min(1): zod would read the `length` of any value, even of an object, and throw if that `length` cannot be compared with 1.
  const text = z
    .string()
    .refine((value) => value !== '')
    .meta({ minLength: 1 });
  const range = z.strictObject({ min: z.number().min(0).optional(), max: z.number().min(0).optional() });
  /** For vCpuCount and memoryMiB: EC2 requires both, each with a minimum. */
  const boundedRange = z.strictObject({ min: z.number().min(0), max: z.number().min(0).optional() });
  const names = z.array(text);
  const presence = z.enum(['included', 'required', 'excluded']);

  const instanceRequirements = z.strictObject({
    vCpuCount: boundedRange,
    memoryMiB: boundedRange,
    acceleratorCount: range.optional(),
    acceleratorManufacturers: names.optional(),
    acceleratorNames: names.optional(),
    acceleratorTotalMemoryMiB: range.optional(),
    acceleratorTypes: names.optional(),
    allowedInstanceTypes: names.optional(),
    bareMetal: presence.optional(),
    baselineEbsBandwidthMbps: range.optional(),
    baselinePerformanceFactors: z
      .strictObject({
        cpu: z
          .strictObject({ references: z.array(z.strictObject({ instanceFamily: z.string() })).optional() })
          .optional(),
      })
      .optional(),
    burstablePerformance: presence.optional(),
    cpuManufacturers: names.optional(),
    excludedInstanceTypes: names.optional(),
    instanceGenerations: z.array(z.enum(['current', 'previous'])).optional(),
    localStorage: presence.optional(),
    localStorageTypes: z.array(z.enum(['hdd', 'ssd'])).optional(),
    maxSpotPriceAsPercentageOfOptimalOnDemandPrice: z.int().min(0).optional(),
    memoryGiBPerVCpu: range.optional(),
    networkBandwidthGbps: range.optional(),
    networkInterfaceCount: range.optional(),
    onDemandMaxPricePercentageOverLowestPrice: z.int().min(0).optional(),
    requireHibernateSupport: z.boolean().optional(),
    spotMaxPricePercentageOverLowestPrice: z.int().min(0).optional(),
    totalLocalStorageGb: range.optional(),
  });

  /** CloudFormation expects text; Auto Scaling accepts 1 to 999. */
  const weightedCapacity = z.union([
    z.int().min(1).max(999).transform(String),
    z
      .string()
      .trim()
      .regex(/^[1-9]\d{0,2}$/),
  ]);

  return z.strictObject({
    instanceType: instanceType.schema.optional(),
    weightedCapacity: weightedCapacity.optional(),
    instanceRequirements: instanceRequirements.optional(),
    launchTemplateSpecification: z
      .strictObject({
        launchTemplateId: z.string().optional(),
        launchTemplateName: z.string().optional(),
        version: z.string(),
      })
      .optional(),
    imageId: text.optional(),
  });
}
