import { describe, expect, it } from '@jest/globals';
import { attempt } from '../testing/attempt.ts';
import { fleetWith, overrides, problemsOf, requirements } from '../testing/rule-cases.ts';
import type { Settings } from '../testing/rule-cases.ts';

const image = { AMI: 'ami-0123456789abcdef0' };

describe('architecture rules', () => {
  it.each<[string, Settings]>([
    ['a Graviton type on arm64', { ARCH: 'arm64', INSTANCE_TYPE: 'm7g.large' }],
    [
      'overrides with types of the configured architecture',
      overrides({ instanceType: 'm7i.large' }, { instanceType: 'm7a.large' }),
    ],
    [
      'an override of another architecture with its own image',
      overrides({ instanceType: 'm7g.large', imageId: 'ami-1' }),
    ],
    [
      'allowed types if one of them has the configured architecture',
      overrides({ instanceRequirements: { ...requirements, allowedInstanceTypes: ['m7g.*', 'm7i.*'] } }),
    ],
    [
      'allowed types with wildcards in the family',
      overrides({ instanceRequirements: { ...requirements, allowedInstanceTypes: ['m7*'] } }),
    ],
    ['an arm64 type with SEMAPHORE_AGENT_AMI', { ...image, INSTANCE_TYPE: 'm7g.large' }],
    [
      'overrides that replace the default type',
      { ARCH: 'arm64', ...overrides({ instanceType: 'm7g.large' }) },
    ],
    [
      'overrides with requirements, which replace the default type',
      { ARCH: 'arm64', ...overrides({ instanceRequirements: requirements }) },
    ],
    [
      'arm64 on Windows with SEMAPHORE_AGENT_AMI, which decides the architecture instead',
      { ...image, OS: 'windows', ARCH: 'arm64' },
    ],
  ])('allow %s', (_what, settings) => expect(problemsOf(settings)).toEqual([]));

  it.each<[string, Settings, RegExp]>([
    [
      'the default type on arm64',
      { ARCH: 'arm64' },
      /^INSTANCE_TYPE: .* t2.micro is x86_64 and would never launch$/,
    ],
    ['a Graviton type on x86_64', { INSTANCE_TYPE: 'm7g.large' }, /^INSTANCE_TYPE: .* m7g.large is arm64/],
    [
      'an override of the other architecture',
      overrides({ instanceType: 'm7i.large' }, { instanceType: 'm7g.large' }),
      /^ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: .* m7g.large is arm64/,
    ],
    [
      'an allowed type of the other architecture',
      overrides({ instanceRequirements: { ...requirements, allowedInstanceTypes: ['m7g.*'] } }),
      /^ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: a type of architecture x86_64, .* m7g.\* is arm64/,
    ],
    [
      'an override without a type, if the default type has the other architecture',
      { ARCH: 'arm64', ...overrides({ weightedCapacity: '2' }) },
      /^INSTANCE_TYPE: .* t2.micro is x86_64 and would never launch$/,
    ],
    [
      'allowed types if none of them has the configured architecture',
      overrides({ instanceRequirements: { ...requirements, allowedInstanceTypes: ['m7g.*', 'c7g.*'] } }),
      /at least one type of architecture x86_64 in allowedInstanceTypes/,
    ],
    [
      'one image on types of two architectures',
      { ...image, ...overrides({ instanceType: 'm7i.large' }, { instanceType: 'm7g.large' }) },
      /^ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: types of one architecture, .* m7g.large is arm64, others are x86_64$/,
    ],
    [
      'a Windows image on an arm64 type',
      { ...image, OS: 'windows', INSTANCE_TYPE: 'm7g.large' },
      /^INSTANCE_TYPE: a type of architecture x86_64: EC2 has no Windows for arm64, the architecture of m7g.large$/,
    ],
    [
      'Windows on arm64',
      { OS: 'windows', ARCH: 'arm64', INSTANCE_TYPE: 'm7g.large' },
      /^ARCH: x86_64: EC2 has no Windows/,
    ],
    [
      'Windows Server 2025 on arm64',
      { OS: 'windows-2025', ARCH: 'arm64', INSTANCE_TYPE: 'm7g.large' },
      /^ARCH: x86_64: EC2 has no Windows/,
    ],
  ])('reject %s', (_what, settings, expected) =>
    expect(problemsOf(settings)).toEqual([expect.stringMatching(expected)]),
  );

  it.each<[string, Settings, string, readonly RegExp[]]>([
    ['from the instance type', { ...image, INSTANCE_TYPE: 'm7g.large' }, 'arm64', []],
    ['from the overrides', { ...image, ...overrides({ instanceType: 'm7g.large' }) }, 'arm64', []],
    [
      'as x86_64 if requirements allow both architectures',
      { ...image, ...overrides({ instanceRequirements: requirements }) },
      'x86_64',
      [],
    ],
    [
      'from the instance type, even if SEMAPHORE_AGENT_ARCH differs',
      { ...image, ARCH: 'x86_64', INSTANCE_TYPE: 'm7g.large' },
      'arm64',
      [
        /^SEMAPHORE_AGENT_ARCH is x86_64 but has no effect .* the instance types are arm64, so ami-0123456789abcdef0 must be too\. Remove it\.$/,
      ],
    ],
  ])('determine the architecture of SEMAPHORE_AGENT_AMI %s', (_what, settings, arch, warnings) =>
    expect(attempt({}, fleetWith(settings))).toMatchObject({
      fleets: [{ instance: { arch } }],
      warnings: warnings.map((warning) => expect.stringMatching(warning)),
    }),
  );
});
