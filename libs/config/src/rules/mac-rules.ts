import { architectureOf } from '@agent-aws-stack/contract';
import { parameters } from '../parameters/index.ts';
import { when } from './rule.ts';
import type { Rule } from './rule.ts';

const { arch, mac: macParameters } = parameters.instance;

export const macRules: readonly Rule[] = [
  ({ instance: { os, mac } }) =>
    when(os === 'macos' && mac.licenseConfigurationArn === undefined, {
      parameter: macParameters.licenseConfigurationArn,
      expected:
        'to be set, because SEMAPHORE_AGENT_OS is macos: License Manager places Mac instances on dedicated hosts',
    }),
  ({ instance }, isSet) => {
    const { families } = instance.mac;
    const architectures = new Set(families.map((family) => architectureOf(`${family}.metal`)));
    if (instance.os !== 'macos') return [];
    if (architectures.size > 1) {
      const expected = 'families of one architecture: mac1 is x86_64, all others are arm64';
      return [{ parameter: macParameters.families, expected }];
    }
    // With SEMAPHORE_AGENT_AMI, the architecture is not used to find an image.
    const isUsed = instance.amiId === undefined && isSet(arch);
    return when(isUsed && !architectures.has(instance.arch), {
      parameter: arch,
      expected: `${[...architectures].join()}, the architecture of the Mac families (${families.join(', ')})`,
    });
  },
  ({ instance: { os, mac } }) =>
    when(os === 'macos' && !mac.autoAllocateHost && mac.dedicatedHostIds.length === 0, {
      parameter: macParameters.dedicatedHostIds,
      expected:
        'at least one dedicated host, because SEMAPHORE_AGENT_AUTO_ALLOCATE_HOST is false: without a host no Mac instance can launch',
      suggestion: 'the ids of your hosts (h-…), or SEMAPHORE_AGENT_AUTO_ALLOCATE_HOST=true',
    }),
  ({ instance: { os }, group: { purchase } }) =>
    when(os === 'macos' && purchase.onDemandPercentageAboveBase < 100, {
      parameter: parameters.group.purchase.onDemandPercentageAboveBase,
      expected: '100, because SEMAPHORE_AGENT_OS is macos: EC2 has no Mac spot instances',
    }),
];
