import type { FleetConfig, LaunchTemplateOverride } from '@agent-aws-stack/config';

/** What a group may launch: a type that counts as `weight` units of capacity, or any type that meets requirements. */
export type InstanceChoice =
  | {
      readonly kind: 'type';
      readonly instanceType: string;
      readonly weight: number;
      /** Whether an override sets an image or a launch template for the type. */
      readonly ownImage: boolean;
    }
  | { readonly kind: 'requirements'; readonly text: string };

/** The choices, in the order of the configuration. */
export function instanceChoices({ instance, group }: FleetConfig): readonly InstanceChoice[] {
  const type = (instanceType: string, weight = 1): InstanceChoice => ({
    kind: 'type',
    instanceType,
    weight,
    ownImage: false,
  });
  if (instance.mac) return instance.mac.families.map((family) => type(`${family}.metal`));
  if (group.launchTemplateOverrides.length === 0) return [type(instance.instanceType)];
  return group.launchTemplateOverrides.map((override) => choiceOf(override, instance.instanceType));
}

function choiceOf(override: LaunchTemplateOverride, defaultType: string): InstanceChoice {
  const { instanceType, instanceRequirements, weightedCapacity, imageId, launchTemplateSpecification } =
    override;
  if (instanceRequirements !== undefined) {
    return { kind: 'requirements', text: JSON.stringify(instanceRequirements) };
  }
  return {
    kind: 'type',
    instanceType: instanceType ?? defaultType,
    weight: Number(weightedCapacity ?? 1),
    ownImage: imageId !== undefined || launchTemplateSpecification !== undefined,
  };
}
