import { architectureOf, type Arch } from '@agent-aws-stack/contract';
import type { OverrideShape } from './kinds/override-shape.ts';

type TypeKey = 'SEMAPHORE_AGENT_INSTANCE_TYPE' | 'SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON';

/** What the fleet's image has to boot on. */
export interface LaunchedTypes {
  /** The parameter that names them. */
  readonly key: TypeKey;
  /** One type, or patterns of which Auto Scaling takes what fits. */
  readonly names: readonly string[];
}

/** The types that a group launches the fleet's own image on: overrides take the place of the launch template's type. */
export function launchedTypes(
  instanceType: string,
  overrides: readonly OverrideShape[],
): readonly LaunchedTypes[] {
  const ofTemplate: LaunchedTypes = { key: 'SEMAPHORE_AGENT_INSTANCE_TYPE', names: [instanceType] };
  if (overrides.length === 0) return [ofTemplate];
  const key = 'SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON';
  return overrides.flatMap((override) => {
    // An override that brings its own image brings its own architecture too.
    if (override.imageId !== undefined || override.launchTemplateSpecification !== undefined) return [];
    if (override.instanceType !== undefined) return [{ key, names: [override.instanceType] }];
    if (override.instanceRequirements === undefined) return [ofTemplate];
    const names = override.instanceRequirements.allowedInstanceTypes ?? [];
    return names.length === 0 ? [] : [{ key, names }];
  });
}

/** The architecture that the types leave an image to have; undefined where they leave it open. */
export function architectureOfTypes(types: readonly LaunchedTypes[]): Arch | undefined {
  for (const { names } of types) {
    const architectures = new Set(names.map(architectureOf));
    const [only] = architectures;
    if (architectures.size === 1 && only !== undefined) return only;
  }
  return undefined;
}
