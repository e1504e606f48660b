import { describe, expect, it } from '@jest/globals';
import { attempt, minimalFleet } from '../testing/attempt.ts';

const license = `arn:aws:license-manager:us-east-1:123456789012:license-configuration:lic-${'0'.repeat(32)}`;

describe('toFleetConfig', () => {
  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    [
      'prefers the endpoint to the organization',
      { SEMAPHORE_ENDPOINT: 'ci.example.com:8443' },
      { endpoint: 'ci.example.com:8443' },
    ],
    [
      'leaves out a volume without a device',
      { SEMAPHORE_AGENT_VOLUME_SIZE: 9 },
      { instance: { rootVolume: undefined } },
    ],
    [
      'encrypts a volume by default',
      { SEMAPHORE_AGENT_VOLUME_NAME: '/dev/sda1' },
      {
        instance: {
          rootVolume: { deviceName: '/dev/sda1', type: 'gp2', sizeGib: 64, iops: undefined, encrypted: true },
        },
      },
    ],
    [
      'leaves out a scaler that is turned off',
      { SEMAPHORE_AGENT_USE_DYNAMIC_SCALING: false },
      { scaler: undefined },
    ],
    [
      'keeps the headroom',
      { SEMAPHORE_AGENT_OVERPROVISION_STRATEGY: 'percentage', SEMAPHORE_AGENT_OVERPROVISION_FACTOR: '10' },
      {
        scaler: {
          overprovision: { strategy: 'percentage', factor: 10 },
          pollIntervalSeconds: 2,
          maxStep: 0,
          launchBrake: true,
        },
      },
    ],
    [
      'leaves out a factor without a strategy',
      { SEMAPHORE_AGENT_OVERPROVISION_FACTOR: 5 },
      { scaler: { overprovision: { strategy: 'none' } } },
    ],
    [
      'keeps 0 as a value',
      { SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT: 0 },
      { agent: { disconnectAfterIdleTimeoutSeconds: 0 } },
    ],
    ['keeps a desired capacity of 0', { SEMAPHORE_AGENT_ASG_DESIRED: 0 }, { group: { desired: 0 } }],
    [
      'keeps false as a value',
      { SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB: false },
      { agent: { disconnectAfterJob: false } },
    ],
    [
      'keeps the action after a job, and the grace period',
      { SEMAPHORE_AGENT_AFTER_JOB: 'shrink', SEMAPHORE_AGENT_INTERRUPTION_GRACE_PERIOD: '90' },
      { agent: { afterJob: 'shrink', interruptionGracePeriodSeconds: 90 } },
    ],
    [
      'gives a Mac the architecture of its family, and no overrides',
      {
        SEMAPHORE_AGENT_OS: 'macos',
        SEMAPHORE_AGENT_LICENSE_CONFIGURATION_ARN: license,
        SEMAPHORE_AGENT_MAC_FAMILY: 'mac2,mac-m4',
        SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: { instanceType: 'm7i.large' },
      },
      {
        instance: {
          arch: 'arm64',
          mac: {
            licenseConfigurationArn: license,
            families: ['mac2', 'mac-m4'],
            dedicatedHostIds: [],
            autoAllocateHost: true,
            autoReleaseHost: true,
          },
        },
        group: { launchTemplateOverrides: [] },
      },
    ],
    [
      'gives an Intel Mac the architecture x86_64',
      {
        SEMAPHORE_AGENT_OS: 'macos',
        SEMAPHORE_AGENT_LICENSE_CONFIGURATION_ARN: license,
        SEMAPHORE_AGENT_MAC_FAMILY: 'mac1',
      },
      { instance: { arch: 'x86_64' } },
    ],
    [
      'leaves out Mac settings on Linux',
      { SEMAPHORE_AGENT_LICENSE_CONFIGURATION_ARN: license },
      { instance: { mac: undefined } },
    ],
  ])('%s', (_what, settings, fleet) =>
    expect(attempt({}, { ...minimalFleet, ...settings }).fleets).toMatchObject([fleet]),
  );
});
