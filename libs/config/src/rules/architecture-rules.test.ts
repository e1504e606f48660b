import { describe, expect, it } from '@jest/globals';
import { overrides, problemsOf, requirements } from '../testing/rule-cases.ts';
import type { Settings } from '../testing/rule-cases.ts';

describe('architecture rules', () => {
  it.each<[string, Settings]>([
    ['a Graviton type on arm64', { ARCH: 'arm64', INSTANCE_TYPE: 'm7g.large' }],
    [
      'overrides of the architecture',
      overrides({ instanceType: 'm7i.large' }, { instanceType: 'm7a.large' }),
    ],
    [
      'an override of another architecture with its own image',
      overrides({ instanceType: 'm7g.large', imageId: 'ami-1' }),
    ],
    [
      'allowed types of which one fits',
      overrides({ instanceRequirements: { ...requirements, allowedInstanceTypes: ['m7g.*', 'm7i.*'] } }),
    ],
    [
      'allowed types with wildcards in the family',
      overrides({ instanceRequirements: { ...requirements, allowedInstanceTypes: ['m7*'] } }),
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
      'allowed types of which none fits',
      overrides({ instanceRequirements: { ...requirements, allowedInstanceTypes: ['m7g.*'] } }),
      /allowedInstanceTypes with at least one of architecture x86_64/,
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
  ])('refuse %s', (_what, settings, expected) =>
    expect(problemsOf(settings)).toEqual([expect.stringMatching(expected)]),
  );
});
