import { architectureOf, isWindows, type Arch } from '@agent-aws-stack/contract';
import { architectureOfTypes, launchedTypes } from '../launched-types.ts';
import type { LaunchedTypes } from '../launched-types.ts';
import { rule, when } from './rule.ts';
import type { Finding, Rule } from './rule.ts';

const other = { x86_64: 'arm64', arm64: 'x86_64' } as const satisfies Record<Arch, Arch>;

const TYPES = [
  'SEMAPHORE_AGENT_OS',
  'SEMAPHORE_AGENT_ARCH',
  'SEMAPHORE_AGENT_AMI',
  'SEMAPHORE_AGENT_INSTANCE_TYPE',
  'SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON',
] as const;

/** A type of another architecture than the image's never launches. */
export const architectureRules: readonly Rule[] = [
  rule(
    TYPES,
    ({
      SEMAPHORE_AGENT_OS: os,
      SEMAPHORE_AGENT_ARCH: arch,
      SEMAPHORE_AGENT_AMI: ami,
      SEMAPHORE_AGENT_INSTANCE_TYPE: type,
      SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: overrides,
    }) => {
      if (os === 'macos') return [];
      const types = launchedTypes(type, overrides);
      if (ami === undefined) return types.flatMap((each) => mismatch(each, arch));
      // What that image is of, the preflight asks EC2: here its types can only contradict each other.
      const first = architectureOfTypes(types);
      if (isWindows(os) && first === 'arm64') return types.slice(0, 1).flatMap(notOnArm);
      return first === undefined ? [] : types.flatMap((each) => contradiction(each, first));
    },
  ),
  rule(
    ['SEMAPHORE_AGENT_OS', 'SEMAPHORE_AGENT_ARCH', 'SEMAPHORE_AGENT_AMI'],
    ({ SEMAPHORE_AGENT_OS: os, SEMAPHORE_AGENT_ARCH: arch, SEMAPHORE_AGENT_AMI: ami }) =>
      when(isWindows(os) && arch === 'arm64' && ami === undefined, {
        key: 'SEMAPHORE_AGENT_ARCH',
        expected: 'x86_64: EC2 has no Windows for arm64',
      }),
  ),
];

/** With an image of the user's own SEMAPHORE_AGENT_ARCH helps to find none, so it can only be misleading. */
export const architectureCautions: readonly Rule[] = [
  rule(
    [...TYPES, 'SEMAPHORE_AGENT_MAC_FAMILY'],
    (
      {
        SEMAPHORE_AGENT_OS: os,
        SEMAPHORE_AGENT_ARCH: arch,
        SEMAPHORE_AGENT_AMI: ami,
        SEMAPHORE_AGENT_INSTANCE_TYPE: type,
        SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: overrides,
        SEMAPHORE_AGENT_MAC_FAMILY: families,
      },
      isSet,
    ) => {
      const ofTypes =
        os === 'macos'
          ? architectureOf(`${families[0]}.metal`)
          : architectureOfTypes(launchedTypes(type, overrides));
      const isContradicted = ofTypes !== undefined && ofTypes !== arch;
      return when(ami !== undefined && isSet('SEMAPHORE_AGENT_ARCH') && isContradicted, {
        key: 'SEMAPHORE_AGENT_ARCH',
        expected: `is ${arch} but has no effect with SEMAPHORE_AGENT_AMI; the instance types are ${ofTypes}, so ${ami} must be too`,
      });
    },
  ),
];

const fits = (types: LaunchedTypes, arch: Arch): boolean =>
  types.names.some((name) => [arch, undefined].includes(architectureOf(name)));

function mismatch(types: LaunchedTypes, arch: Arch): readonly Finding[] {
  const { key, names } = types;
  const suggestion = `another type, or SEMAPHORE_AGENT_ARCH=${other[arch]}`;
  const expected =
    names.length === 1
      ? `a type of architecture ${arch} as SEMAPHORE_AGENT_ARCH is; ${names.join()} is ${other[arch]} and would never launch`
      : `allowedInstanceTypes with at least one of architecture ${arch} as SEMAPHORE_AGENT_ARCH is`;
  return when(!fits(types, arch), { key, expected, suggestion });
}

function contradiction(types: LaunchedTypes, first: Arch): readonly Finding[] {
  const { key, names } = types;
  return when(!fits(types, first), {
    key,
    expected: `types of one architecture, as SEMAPHORE_AGENT_AMI is one image; ${names.join(', ')} is ${other[first]}, others are ${first}`,
  });
}

const notOnArm = ({ key, names }: LaunchedTypes): readonly Finding[] => [
  {
    key,
    expected: `a type of architecture x86_64: EC2 has no Windows for arm64, which ${names.join(', ')} is`,
  },
];
