import { architectureOf } from '@agent-aws-stack/contract';
import { rule, when } from './rule.ts';
import type { Rule } from './rule.ts';

export const macRules: readonly Rule[] = [
  rule(
    ['SEMAPHORE_AGENT_OS', 'SEMAPHORE_AGENT_LICENSE_CONFIGURATION_ARN'],
    ({ SEMAPHORE_AGENT_OS: os, SEMAPHORE_AGENT_LICENSE_CONFIGURATION_ARN: license }) =>
      when(os === 'macos' && license === undefined, {
        key: 'SEMAPHORE_AGENT_LICENSE_CONFIGURATION_ARN',
        expected:
          'to be set, as SEMAPHORE_AGENT_OS is macos: Mac instances are placed on dedicated hosts under it',
      }),
  ),
  rule(
    ['SEMAPHORE_AGENT_OS', 'SEMAPHORE_AGENT_ARCH', 'SEMAPHORE_AGENT_AMI', 'SEMAPHORE_AGENT_MAC_FAMILY'],
    (
      {
        SEMAPHORE_AGENT_OS: os,
        SEMAPHORE_AGENT_ARCH: arch,
        SEMAPHORE_AGENT_AMI: ami,
        SEMAPHORE_AGENT_MAC_FAMILY: families,
      },
      isSet,
    ) => {
      const architectures = new Set(families.map((family) => architectureOf(`${family}.metal`)));
      if (os !== 'macos') return [];
      if (architectures.size > 1) {
        const expected = 'families of one architecture: mac1 is x86_64, all others are arm64';
        return [{ key: 'SEMAPHORE_AGENT_MAC_FAMILY', expected }];
      }
      // With an image of the user's own the architecture helps to find none.
      return when(ami === undefined && isSet('SEMAPHORE_AGENT_ARCH') && !architectures.has(arch), {
        key: 'SEMAPHORE_AGENT_ARCH',
        expected: `the architecture of the Mac families (${families.join(', ')}), ${[...architectures].join()}`,
      });
    },
  ),
  rule(
    ['SEMAPHORE_AGENT_OS', 'SEMAPHORE_AGENT_AUTO_ALLOCATE_HOST', 'SEMAPHORE_AGENT_MAC_DEDICATED_HOSTS'],
    ({
      SEMAPHORE_AGENT_OS: os,
      SEMAPHORE_AGENT_AUTO_ALLOCATE_HOST: allocates,
      SEMAPHORE_AGENT_MAC_DEDICATED_HOSTS: hosts,
    }) =>
      when(os === 'macos' && !allocates && hosts.length === 0, {
        key: 'SEMAPHORE_AGENT_MAC_DEDICATED_HOSTS',
        expected:
          'at least one dedicated host, as SEMAPHORE_AGENT_AUTO_ALLOCATE_HOST is false: without a host no Mac instance can launch',
        suggestion: 'the ids of your hosts (h-…), or SEMAPHORE_AGENT_AUTO_ALLOCATE_HOST=true',
      }),
  ),
  rule(
    ['SEMAPHORE_AGENT_OS', 'SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE'],
    ({ SEMAPHORE_AGENT_OS: os, SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE: percentage }) =>
      when(os === 'macos' && percentage < 100, {
        key: 'SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE',
        expected: '100, as SEMAPHORE_AGENT_OS is macos: there are no Mac instances on spot',
      }),
  ),
];
