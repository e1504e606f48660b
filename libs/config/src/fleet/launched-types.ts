import { architectureOf, type Arch } from '@agent-aws-stack/contract';
import { parameters } from '../parameters/index.ts';
import type { FleetSettings } from '../parameters/index.ts';
import type { Parameter } from '../parameters/parameter.ts';

/** Instance types that the fleet's image must be able to boot on. */
export interface LaunchedTypes {
  /** The parameter that names them. */
  readonly parameter: Parameter;
  /** One type, or patterns of which Auto Scaling takes what fits. */
  readonly names: readonly string[];
}

/** The types on which a group launches the fleet's own image. Overrides replace the launch template's type. */
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
    // An override with an image of its own has that image's architecture.
    if (override.imageId !== undefined || override.launchTemplateSpecification !== undefined) return [];
    if (override.instanceType !== undefined) return { parameter, names: [override.instanceType] };
    if (override.instanceRequirements === undefined) return ofTemplate;
    const names = override.instanceRequirements.allowedInstanceTypes ?? [];
    return names.length === 0 ? [] : { parameter, names };
  });
}

/** The architecture that an image needs for these types; undefined if they allow both. */
export function architectureOfTypes(types: readonly LaunchedTypes[]): Arch | undefined {
  for (const { names } of types) {
    const architectures = new Set(names.map(architectureOf));
    const [only] = architectures;
    if (architectures.size === 1 && only !== undefined) return only;
  }
  return undefined;
}
