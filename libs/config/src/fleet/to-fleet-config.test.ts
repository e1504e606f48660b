import { describe, expect, it } from '@jest/globals';
import { attempt, least } from '../testing/attempt.ts';

const license = `arn:aws:license-manager:us-east-1:123456789012:license-configuration:lic-${'0'.repeat(32)}`;

describe('a fleet', () => {
  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    [
      'endpoint of its own wins',
      { SEMAPHORE_ENDPOINT: 'ci.example.com:8443' },
      { endpoint: 'ci.example.com:8443' },
    ],
    [
      'no volume without a device',
      { SEMAPHORE_AGENT_VOLUME_SIZE: 9 },
      { instance: { rootVolume: undefined } },
    ],
    [
      'encrypted volume',
      { SEMAPHORE_AGENT_VOLUME_NAME: '/dev/sda1' },
      {
        instance: {
          rootVolume: { deviceName: '/dev/sda1', type: 'gp2', sizeGib: 64, iops: undefined, encrypted: true },
        },
      },
    ],
    ['no scaler', { SEMAPHORE_AGENT_USE_DYNAMIC_SCALING: false }, { scaler: undefined }],
    [
      'headroom',
      { SEMAPHORE_AGENT_OVERPROVISION_STRATEGY: 'percentage', SEMAPHORE_AGENT_OVERPROVISION_FACTOR: '10' },
      {
        scaler: { overprovision: { strategy: 'percentage', factor: 10 }, pollIntervalSeconds: 2, maxStep: 0 },
      },
    ],
    [
      'no factor without strategy',
      { SEMAPHORE_AGENT_OVERPROVISION_FACTOR: 5 },
      { scaler: { overprovision: { strategy: 'none' } } },
    ],
    [
      'zero as a value',
      { SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT: 0 },
      { agent: { disconnectAfterIdleTimeoutSeconds: 0 } },
    ],
    ['zero as desired capacity', { SEMAPHORE_AGENT_ASG_DESIRED: 0 }, { group: { desired: 0 } }],
    [
      'false as a value',
      { SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB: false },
      { agent: { disconnectAfterJob: false } },
    ],
    [
      'what becomes of a place after a job, and of a job on an interrupted instance',
      { SEMAPHORE_AGENT_AFTER_JOB: 'shrink', SEMAPHORE_AGENT_INTERRUPTION_GRACE_PERIOD: '90' },
      { agent: { afterJob: 'shrink', interruptionGracePeriodSeconds: 90 } },
    ],
    [
      'a Mac: architecture by family, no overrides',
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
      'an Intel Mac',
      {
        SEMAPHORE_AGENT_OS: 'macos',
        SEMAPHORE_AGENT_LICENSE_CONFIGURATION_ARN: license,
        SEMAPHORE_AGENT_MAC_FAMILY: 'mac1',
      },
      { instance: { arch: 'x86_64' } },
    ],
    ['no Mac', { SEMAPHORE_AGENT_LICENSE_CONFIGURATION_ARN: license }, { instance: { mac: undefined } }],
  ])('%s', (_what, settings, fleet) =>
    expect(attempt({}, { ...least, ...settings }).fleets).toMatchObject([fleet]),
  );
});
