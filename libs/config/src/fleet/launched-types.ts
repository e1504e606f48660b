import { architectureOf, type Arch } from '@agent-aws-stack/contract';
import { parameters } from '../parameters/index.ts';
import type { FleetSettings } from '../parameters/index.ts';
import type { Parameter } from '../parameters/parameter.ts';

/** Instance types on which the fleet's image must boot. */
export interface LaunchedTypes {
  /** The parameter that sets them. */
  readonly parameter: Parameter;
  /** One type, or patterns from which Auto Scaling chooses. */
  readonly names: readonly string[];
}

/** The types on which the group launches the fleet's image. Overrides replace the type in the launch template. */
export function launchedTypes({
  instance,
  group,
}: Pick<FleetSettings, 'instance' | 'group'>): readonly LaunchedTypes[] {
  const ofTemplate: LaunchedTypes = {
    parameter: parameters.instance.instanceType,
    names: [instance.instanceType],
  };
  if (group.launchTemplateOverrides.length === 0) return [ofTemplate];
  const parameter = parameters.group.launchTemplateOverrides;
  return group.launchTemplateOverrides.flatMap((override): LaunchedTypes | readonly LaunchedTypes[] => {
    // An override that sets another image does not launch the fleet's image.
    if (override.imageId !== undefined || override.launchTemplateSpecification !== undefined) return [];
    if (override.instanceType !== undefined) return { parameter, names: [override.instanceType] };
    if (override.instanceRequirements === undefined) return ofTemplate;
    const names = override.instanceRequirements.allowedInstanceTypes ?? [];
    return names.length === 0 ? [] : { parameter, names };
  });
}

/** The architecture that an image must have for these types; undefined if they allow both. */
export function architectureOfTypes(types: readonly LaunchedTypes[]): Arch | undefined {
  for (const { names } of types) {
    const architectures = new Set(names.map(architectureOf));
    const [only] = architectures;
    if (architectures.size === 1 && only !== undefined) return only;
  }
  return undefined;
}
