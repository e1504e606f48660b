import { architectureOf, isWindows, type Arch } from '@agent-aws-stack/contract';
import { architectureOfTypes, launchedTypes } from '../fleet/launched-types.ts';
import type { LaunchedTypes } from '../fleet/launched-types.ts';
import { parameters } from '../parameters/index.ts';
import { when } from './rule.ts';
import type { Conflict, Rule } from './rule.ts';

const other = { x86_64: 'arm64', arm64: 'x86_64' } as const satisfies Record<Arch, Arch>;

/** An instance cannot launch if its type and its image have different architectures. */
export const architectureRules: readonly Rule[] = [
  (settings) => {
    const { os, arch, amiId } = settings.instance;
    if (os === 'macos') return [];
    const types = launchedTypes(settings);
    if (amiId === undefined) return types.flatMap((each) => mismatch(each, arch));
    // The preflight asks EC2 for this image's architecture. Here we can only compare the types with each other.
    const first = architectureOfTypes(types);
    if (isWindows(os) && first === 'arm64') return types.slice(0, 1).map(notOnArm);
    return first === undefined ? [] : types.flatMap((each) => contradiction(each, first));
  },
  ({ instance: { os, arch, amiId } }) =>
    when(isWindows(os) && arch === 'arm64' && amiId === undefined, {
      parameter: parameters.instance.arch,
      expected: 'x86_64: EC2 has no Windows for arm64',
    }),
];

const fits = ({ names }: LaunchedTypes, arch: Arch): boolean =>
  names.some((name) => [arch, undefined].includes(architectureOf(name)));

function mismatch(types: LaunchedTypes, arch: Arch): readonly Conflict[] {
  const { parameter, names } = types;
  const expected =
    names.length === 1
      ? `a type of architecture ${arch}, as SEMAPHORE_AGENT_ARCH says; ${names.join()} is ${other[arch]} and would never launch`
      : `at least one type of architecture ${arch} in allowedInstanceTypes, as SEMAPHORE_AGENT_ARCH says`;
  const suggestion = `another type, or SEMAPHORE_AGENT_ARCH=${other[arch]}`;
  return when(!fits(types, arch), { parameter, expected, suggestion });
}

function contradiction(types: LaunchedTypes, first: Arch): readonly Conflict[] {
  const { parameter, names } = types;
  return when(!fits(types, first), {
    parameter,
    expected: `types of one architecture, because SEMAPHORE_AGENT_AMI is one image; ${names.join(', ')} is ${other[first]}, others are ${first}`,
  });
}

const notOnArm = ({ parameter, names }: LaunchedTypes): Conflict => ({
  parameter,
  expected: `a type of architecture x86_64: EC2 has no Windows for arm64, the architecture of ${names.join(', ')}`,
});
