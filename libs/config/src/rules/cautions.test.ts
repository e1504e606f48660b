import { describe, expect, it } from '@jest/globals';
import { attempt } from '../testing/attempt.ts';
import { fleetWith, mac, overrides } from '../testing/rule-cases.ts';
import type { Settings } from '../testing/rule-cases.ts';

const volume = { VOLUME_NAME: '/dev/sda1' };
const sshKey = { KEY_NAME: 'ops' };
const cidrs = { SSH_INGRESS_CIDRS: '10.0.0.0/8' };

describe('cautions', () => {
  it.each<[string, Settings, readonly RegExp[]]>([
    ['a key pair that no SSH reaches', sshKey, [/^SEMAPHORE_AGENT_SSH_INGRESS_CIDRS: is empty, .* ops/]],
    [
      'ranges with a security group of yours',
      { ...cidrs, SECURITY_GROUP_ID: 'sg-0123456789abcdef0' },
      [/no effect on a security group of yours/],
    ],
    ['ranges on Windows', { ...cidrs, OS: 'windows' }, [/no effect on Windows/]],
    [
      'volume details without a device',
      { VOLUME_SIZE: 100, VOLUME_TYPE: 'gp3' },
      [/^SEMAPHORE_AGENT_VOLUME_TYPE: has no effect/, /^SEMAPHORE_AGENT_VOLUME_SIZE: has no effect/],
    ],
    [
      'a factor without strategy',
      { OVERPROVISION_FACTOR: 5 },
      [/^SEMAPHORE_AGENT_OVERPROVISION_FACTOR: has no effect/],
    ],
    ['overrides on macOS', { ...mac, ...overrides({ instanceType: 'm7g.large' }) }, [/ignored on macOS/]],
    [
      'shrinking after a job that no agent ends after',
      { AFTER_JOB: 'shrink', DISCONNECT_AFTER_JOB: false },
      [/^SEMAPHORE_AGENT_AFTER_JOB: has no effect with SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB false/],
    ],
    [
      'shrinking without a scaler',
      { AFTER_JOB: 'shrink', USE_DYNAMIC_SCALING: false },
      [/^SEMAPHORE_AGENT_AFTER_JOB: shrinks the group to its minimum for good/],
    ],
    [
      'more grace than spot gives',
      { INTERRUPTION_GRACE_PERIOD: 121, ON_DEMAND_PERCENTAGE_ABOVE_BASE: 0 },
      [/^SEMAPHORE_AGENT_INTERRUPTION_GRACE_PERIOD: is longer than a spot instance has/],
    ],
    ['nothing: shrinking', { AFTER_JOB: 'shrink' }, []],
    [
      "nothing: as much grace as spot's notice",
      { INTERRUPTION_GRACE_PERIOD: 120, ON_DEMAND_PERCENTAGE_ABOVE_BASE: 0 },
      [],
    ],
    ['nothing: any grace on demand', { INTERRUPTION_GRACE_PERIOD: 600 }, []],
    ['nothing: a key pair and ranges', { ...sshKey, ...cidrs }, []],
    ['nothing: a key pair on Windows', { ...sshKey, OS: 'windows' }, []],
    [
      'nothing: a key pair and a security group',
      { ...sshKey, SECURITY_GROUP_ID: 'sg-0123456789abcdef0' },
      [],
    ],
    ['nothing: a whole volume', { ...volume, VOLUME_SIZE: 100 }, []],
  ])('warn of %s', (_what, settings, warnings) =>
    expect(attempt({}, fleetWith(settings)).warnings).toEqual(
      warnings.map((warning) => expect.stringMatching(warning)),
    ),
  );
});
