import { architectureOf } from '../architecture.ts';
import type { Arch } from '../fleet-config.ts';
import type { OverrideShape } from '../kinds/override-shape.ts';
import { isWindows } from '../operating-system.ts';
import { rule, when } from './rule.ts';
import type { Finding, Rule } from './rule.ts';

const other = { x86_64: 'arm64', arm64: 'x86_64' } as const satisfies Record<Arch, Arch>;

/** A type of another architecture than the image's never launches. */
export const architectureRules: readonly Rule[] = [
  rule(
    ['SEMAPHORE_AGENT_OS', 'SEMAPHORE_AGENT_ARCH', 'SEMAPHORE_AGENT_INSTANCE_TYPE'],
    ({ SEMAPHORE_AGENT_OS: os, SEMAPHORE_AGENT_ARCH: arch, SEMAPHORE_AGENT_INSTANCE_TYPE: type }) =>
      when(os !== 'macos' && architectureOf(type) !== arch, {
        key: 'SEMAPHORE_AGENT_INSTANCE_TYPE',
        ...mismatch(type, arch),
      }),
  ),
  rule(
    ['SEMAPHORE_AGENT_OS', 'SEMAPHORE_AGENT_ARCH', 'SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON'],
    ({
      SEMAPHORE_AGENT_OS: os,
      SEMAPHORE_AGENT_ARCH: arch,
      SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: overrides,
    }) => (os === 'macos' ? [] : overrides.flatMap((override) => overrideFindings(override, arch))),
  ),
  rule(
    ['SEMAPHORE_AGENT_OS', 'SEMAPHORE_AGENT_ARCH'],
    ({ SEMAPHORE_AGENT_OS: os, SEMAPHORE_AGENT_ARCH: arch }) =>
      when(isWindows(os) && arch === 'arm64', {
        key: 'SEMAPHORE_AGENT_ARCH',
        expected: 'x86_64: EC2 has no Windows for arm64',
      }),
  ),
];

function mismatch(type: string, arch: Arch): Pick<Finding, 'expected' | 'suggestion'> {
  return {
    expected: `a type of architecture ${arch} as SEMAPHORE_AGENT_ARCH is; ${type} is ${other[arch]} and would never launch`,
    suggestion: `another type, or SEMAPHORE_AGENT_ARCH=${other[arch]}`,
  };
}

function overrideFindings(override: OverrideShape, arch: Arch): readonly Finding[] {
  const key = 'SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON';
  // An override that brings its own image brings its own architecture too.
  if (override.imageId !== undefined || override.launchTemplateSpecification !== undefined) return [];
  const fits = (type: string) => [arch, undefined].includes(architectureOf(type));
  const { instanceType: type } = override;
  if (type !== undefined) return when(!fits(type), { key, ...mismatch(type, arch) });
  const allowed = override.instanceRequirements?.allowedInstanceTypes ?? [];
  return when(allowed.length > 0 && !allowed.some(fits), {
    key,
    expected: `allowedInstanceTypes with at least one of architecture ${arch} as SEMAPHORE_AGENT_ARCH is`,
    suggestion: `other types, or SEMAPHORE_AGENT_ARCH=${other[arch]}`,
  });
}
