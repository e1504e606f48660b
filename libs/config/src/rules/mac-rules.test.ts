import { describe, expect, it } from '@jest/globals';
import { mac, problemsOf } from '../testing/rule-cases.ts';
import type { Settings } from '../testing/rule-cases.ts';

describe('mac rules', () => {
  it.each<[string, Settings]>([
    ['macOS with a license configuration', mac],
    [
      'dedicated hosts that are named, without automatic allocation',
      { ...mac, AUTO_ALLOCATE_HOST: false, MAC_DEDICATED_HOSTS: 'h-0123456789abcdef0' },
    ],
    ['any architecture with SEMAPHORE_AGENT_AMI', { ...mac, ARCH: 'x86_64', AMI: 'ami-0123456789abcdef0' }],
    ['a Linux fleet without hosts', { AUTO_ALLOCATE_HOST: false }],
    ['an Intel Mac with the architecture x86_64', { ...mac, MAC_FAMILY: 'mac1', ARCH: 'x86_64' }],
  ])('allow %s', (_what, settings) => expect(problemsOf(settings)).toEqual([]));

  it.each<[string, Settings, RegExp]>([
    ['macOS without a license configuration', { OS: 'macos' }, /^LICENSE_CONFIGURATION_ARN: to be set/],
    [
      'Mac families of two architectures',
      { ...mac, MAC_FAMILY: 'mac1,mac2' },
      /^MAC_FAMILY: families of one architecture/,
    ],
    [
      "an architecture other than the families'",
      { ...mac, ARCH: 'x86_64' },
      /^ARCH: arm64, the architecture of the Mac families \(mac2\)$/,
    ],
    [
      'Macs without any host',
      { ...mac, AUTO_ALLOCATE_HOST: false },
      /^MAC_DEDICATED_HOSTS: at least one dedicated host, because SEMAPHORE_AGENT_AUTO_ALLOCATE_HOST is false/,
    ],
    [
      'Macs on spot',
      { ...mac, ON_DEMAND_PERCENTAGE_ABOVE_BASE: 50 },
      /^ON_DEMAND_PERCENTAGE_ABOVE_BASE: 100/,
    ],
  ])('reject %s', (_what, settings, expected) =>
    expect(problemsOf(settings)).toEqual([expect.stringMatching(expected)]),
  );
});
