import { describe, expect, it } from '@jest/globals';
import { attempt } from '../testing/attempt.ts';
import { fleetWith, mac, overrides } from '../testing/rule-cases.ts';
import type { Settings } from '../testing/rule-cases.ts';

const volume = { VOLUME_NAME: '/dev/sda1' };
const sshKey = { KEY_NAME: 'ops' };
const spot = { ON_DEMAND_PERCENTAGE_ABOVE_BASE: 0 };
const fixed = { ASG_MIN_SIZE: 4, ASG_MAX_SIZE: 4, DISCONNECT_AFTER_IDLE_TIMEOUT: 0 };
const unscaled = { USE_DYNAMIC_SCALING: false, DISCONNECT_AFTER_IDLE_TIMEOUT: 0 };
const cidrs = { SSH_INGRESS_CIDRS: '10.0.0.0/8' };

const schedule = (sizes: object) => ({
  ASG_MAX_SIZE: 4,
  SCHEDULES_JSON: [{ name: 'night', cron: '0 19 * * *', timeZone: 'UTC', ...sizes }],
});

describe('cautions', () => {
  it.each<[string, Settings, readonly RegExp[]]>([
    ['a key pair while SSH is closed', sshKey, [/^SEMAPHORE_AGENT_SSH_INGRESS_CIDRS is empty, .* ops/]],
    [
      'SSH ranges with a security group of your own',
      { ...cidrs, SECURITY_GROUP_ID: 'sg-0123456789abcdef0' },
      [/no effect on a security group of your own\. Allow SSH in sg-0123456789abcdef0 itself\.$/],
    ],
    ['SSH ranges on Windows', { ...cidrs, OS: 'windows' }, [/no effect on Windows/]],
    ['SSH ranges on Windows Server 2022', { ...cidrs, OS: 'windows-2022' }, [/no effect on Windows/]],
    [
      'volume details without a device',
      { VOLUME_SIZE: 100, VOLUME_TYPE: 'gp3' },
      [/^SEMAPHORE_AGENT_VOLUME_TYPE has no effect/, /^SEMAPHORE_AGENT_VOLUME_SIZE has no effect/],
    ],
    [
      'throughput on gp2',
      { ...volume, VOLUME_THROUGHPUT: 250 },
      [/^SEMAPHORE_AGENT_VOLUME_THROUGHPUT has no effect on a volume of type gp2/],
    ],
    ...[
      { rate: 300, size: 16 },
      { rate: 200, size: 25 },
      { rate: 100, size: 50 },
    ].flatMap(({ rate, size }): [string, Settings, RegExp[]][] => [
      [
        `an initialization rate of ${rate} for ${size} launches at once: none`,
        { ...volume, VOLUME_INITIALIZATION_RATE: rate, ASG_MAX_SIZE: size },
        [],
      ],
      [
        `an initialization rate of ${rate} for ${size + 1} launches at once`,
        { ...volume, VOLUME_INITIALIZATION_RATE: rate, ASG_MAX_SIZE: size + 1 },
        [
          new RegExp(
            `^SEMAPHORE_AGENT_VOLUME_INITIALIZATION_RATE is ${rate} MiB/s, so EC2 refuses all but ${size} of ${size + 1} launches at once, .* set SEMAPHORE_AGENT_SCALER_MAX_STEP to at most ${size}\\.$`,
          ),
        ],
      ],
    ]),
    [
      'an initialization rate with small steps: none',
      { ...volume, VOLUME_INITIALIZATION_RATE: 300, ASG_MAX_SIZE: 500, SCALER_MAX_STEP: 16 },
      [],
    ],
    [
      'an initialization rate with large steps',
      { ...volume, VOLUME_INITIALIZATION_RATE: 300, ASG_MAX_SIZE: 500, SCALER_MAX_STEP: 17 },
      [/all but 16 of 17 launches/],
    ],
    [
      'an initialization rate without a scaler, whatever MAX_STEP is',
      { ...volume, VOLUME_INITIALIZATION_RATE: 300, ASG_MAX_SIZE: 17, SCALER_MAX_STEP: 1, ...unscaled },
      [/all but 16 of 17 launches .* Request a higher quota, or lower the rate\.$/],
    ],
    [
      'hosts that License Manager releases',
      { ...mac, MAC_DEDICATED_HOSTS: 'h-0123456789abcdef0' },
      [
        /^SEMAPHORE_AGENT_AUTO_RELEASE_HOST is true, so License Manager releases .*\. Set false to keep them\.$/,
      ],
    ],
    [
      'a fast rollout on macOS',
      { ...mac, IMAGE_ROLLOUT: {} },
      [/^SEMAPHORE_AGENT_IMAGE_ROLLOUT is fast for macOS: .*\. Set spreadMinutes to at least 240\.$/],
    ],
    ['a slow rollout on macOS: none', { ...mac, IMAGE_ROLLOUT: { spreadMinutes: 240 } }, []],
    ['a launch timeout that is long enough for every system: none', { ...mac, LAUNCH_TIMEOUT: 3600 }, []],
    ['a launch timeout of 180 s on Linux: none', { LAUNCH_TIMEOUT: 180 }, []],
    [
      'a short launch timeout on Linux',
      { LAUNCH_TIMEOUT: 179 },
      [/^SEMAPHORE_AGENT_LAUNCH_TIMEOUT is short for Linux: .* after 179 seconds, .*\. Set at least 180\.$/],
    ],
    [
      'a short launch timeout on Windows',
      { LAUNCH_TIMEOUT: 899, OS: 'windows-2022' },
      [/Set at least 900\.$/],
    ],
    ['a short launch timeout on macOS', { ...mac, LAUNCH_TIMEOUT: 3599 }, [/Set at least 3600\.$/]],
    ['a canary with a launch timeout: none', { DEPLOY_CANARY: true, LAUNCH_TIMEOUT: 180 }, []],
    [
      'a canary without a launch timeout',
      { DEPLOY_CANARY: true },
      [/^SEMAPHORE_AGENT_DEPLOY_CANARY can only count agents .*\. Set SEMAPHORE_AGENT_LAUNCH_TIMEOUT\.$/],
    ],
    [
      'a canary in a fleet that is always full',
      {
        DEPLOY_CANARY: true,
        LAUNCH_TIMEOUT: 180,
        ASG_MIN_SIZE: 4,
        ASG_MAX_SIZE: 4,
        DISCONNECT_AFTER_IDLE_TIMEOUT: 0,
      },
      [
        /^SEMAPHORE_AGENT_DEPLOY_CANARY finds no room for a canary .* both 4: .*\. Raise SEMAPHORE_AGENT_ASG_MAX_SIZE by one\.$/,
      ],
    ],
    [
      'an architecture other than that of the Macs, with SEMAPHORE_AGENT_AMI',
      { ...mac, ARCH: 'x86_64', AMI: 'ami-0123456789abcdef0' },
      [/^SEMAPHORE_AGENT_ARCH is x86_64 but has no effect .* the instance types are arm64/],
    ],
    [
      'hosts that are not released: none',
      { ...mac, MAC_DEDICATED_HOSTS: 'h-0123456789abcdef0', AUTO_RELEASE_HOST: false },
      [],
    ],
    [
      'a factor without strategy',
      { OVERPROVISION_FACTOR: 5 },
      [/^SEMAPHORE_AGENT_OVERPROVISION_FACTOR has no effect/],
    ],
    ['overrides on macOS', { ...mac, ...overrides({ instanceType: 'm7g.large' }) }, [/ignored on macOS/]],
    [
      'shrinking after a job, although agents continue after jobs',
      { AFTER_JOB: 'shrink', DISCONNECT_AFTER_JOB: false },
      [
        /^SEMAPHORE_AGENT_AFTER_JOB has no effect with SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB false/,
        /^SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB is false/,
      ],
    ],
    [
      'jobs that share an instance',
      { DISCONNECT_AFTER_JOB: false },
      [/^SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB is false, so jobs share an instance: .* Set true if/],
    ],
    [
      'strict job isolation',
      { JOB_ISOLATION: 'strict' },
      [
        /^SEMAPHORE_AGENT_JOB_ISOLATION is strict, so jobs have no sudo, .* no `containers` of a pipeline, .* try your pipelines/,
      ],
    ],
    [
      'job isolation that is not set',
      { JOB_ISOLATION: undefined },
      [
        /^SEMAPHORE_AGENT_JOB_ISOLATION is not set, so a job has sudo .* Set strict once .* or set none to accept this\.$/,
      ],
    ],
    ['no job isolation, as the user has decided: none', { JOB_ISOLATION: 'none' }, []],
    ['job isolation that is not set on macOS: none', { ...mac, JOB_ISOLATION: undefined }, []],
    ['job isolation that is not set on Windows: none', { OS: 'windows', JOB_ISOLATION: undefined }, []],
    ['jobs that share a Mac: none', { ...mac, DISCONNECT_AFTER_JOB: false }, []],
    [
      'a cache bucket that any account may own',
      { CACHE_BUCKET_NAME: 'acme-cache' },
      [/^SEMAPHORE_AGENT_CACHE_BUCKET_OWNER is not set, .* named acme-cache in any account: .* Set self/],
    ],
    [
      "a cache bucket of the fleet's account: none",
      { CACHE_BUCKET_NAME: 'acme-cache', CACHE_BUCKET_OWNER: 'self' },
      [],
    ],
    ['an owner without a cache bucket, as init writes it: none', { CACHE_BUCKET_OWNER: 'self' }, []],
    [
      'projects without a cache bucket',
      { CACHE_PROJECT_IDS: ['0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0'] },
      [/^SEMAPHORE_AGENT_CACHE_PROJECT_IDS has no effect without SEMAPHORE_AGENT_CACHE_BUCKET_NAME/],
    ],
    [
      "the bootstrap's boundary, with a token, a cache and policies that it does not allow",
      {
        PERMISSIONS_BOUNDARY_ARN: 'agent-aws-stack-permissions-boundary',
        TOKEN_PARAMETER_NAME: '/prod/token',
        CACHE_BUCKET_NAME: 'acme-cache',
        CACHE_BUCKET_OWNER: 'self',
        MANAGED_POLICY_NAMES: ['ReadOnly'],
      },
      [
        /^SEMAPHORE_AGENT_PERMISSIONS_BOUNDARY_ARN does not allow reading the token in \/prod\/token, /,
        /^SEMAPHORE_AGENT_PERMISSIONS_BOUNDARY_ARN does not allow using the cache bucket acme-cache, /,
        /^SEMAPHORE_AGENT_PERMISSIONS_BOUNDARY_ARN limits what .* allow \(ReadOnly\)/,
      ],
    ],
    [
      "the bootstrap's boundary, with a policy of isolated jobs that it does not allow",
      {
        PERMISSIONS_BOUNDARY_ARN: 'agent-aws-stack-permissions-boundary',
        TOKEN_PARAMETER_NAME: '/semaphore/token',
        JOB_ISOLATION: 'strict',
        JOB_MANAGED_POLICY_NAMES: ['PublishArtifacts'],
      },
      [
        /^SEMAPHORE_AGENT_JOB_ISOLATION is strict/,
        /^SEMAPHORE_AGENT_PERMISSIONS_BOUNDARY_ARN limits what .*JOB_MANAGED_POLICY_NAMES allow \(PublishArtifacts\)/,
      ],
    ],
    [
      "the bootstrap's boundary, with a token and a cache that it allows: none",
      {
        PERMISSIONS_BOUNDARY_ARN: 'arn:aws:iam::111111111111:policy/agent-aws-stack-permissions-boundary',
        TOKEN_PARAMETER_NAME: '/semaphore/token',
        CACHE_BUCKET_NAME: 'acme-semaphore-cache',
        CACHE_BUCKET_OWNER: 'self',
      },
      [],
    ],
    [
      'a boundary that the user has created: none',
      { PERMISSIONS_BOUNDARY_ARN: 'developer-boundary', MANAGED_POLICY_NAMES: ['ReadOnly'] },
      [],
    ],
    [
      'the default Ubuntu, which gets no updates',
      { OS: undefined },
      [/^SEMAPHORE_AGENT_OS is ubuntu-focal, .* Build an image of ubuntu-noble/],
    ],
    [
      'all permissions for Systems Manager, which is the default',
      { SYSTEMS_MANAGER: undefined },
      [
        /^SEMAPHORE_AGENT_SYSTEMS_MANAGER is unrestricted, so instances, and jobs that are not isolated, can read the account's own .* Set restricted if/,
      ],
    ],
    [
      'log streams that all fleets share, which is the default',
      { LOG_STREAM_NAME: undefined },
      [
        /^SEMAPHORE_AGENT_LOG_STREAM_NAME is instance, so instances, and jobs that are not isolated, can write .* Set stack\/instance once/,
      ],
    ],
    [
      'registration with the token alone, which is the default',
      { USE_PRE_SIGNED_URL: undefined },
      [/^SEMAPHORE_AGENT_USE_PRE_SIGNED_URL is false, so a job can read the token .* Set true once/],
    ],
    [
      'registration with the token alone, which isolated jobs cannot read: only the caution about isolation',
      { USE_PRE_SIGNED_URL: false, JOB_ISOLATION: 'strict' },
      [/^SEMAPHORE_AGENT_JOB_ISOLATION is strict/],
    ],
    ['permissions from Default Host Management: none', { SYSTEMS_MANAGER: 'default-host-management' }, []],
    [
      'an image of your own with Ubuntu focal: none',
      { OS: 'ubuntu-focal', AMI: 'ami-0123456789abcdef0' },
      [],
    ],
    [
      'shrinking without a scaler',
      { AFTER_JOB: 'shrink', USE_DYNAMIC_SCALING: false, DISCONNECT_AFTER_IDLE_TIMEOUT: 0 },
      [/^SEMAPHORE_AGENT_AFTER_JOB shrinks the group to its minimum for good/],
    ],
    [
      'shrinking at a fixed size',
      { ...fixed, AFTER_JOB: 'shrink' },
      [/^SEMAPHORE_AGENT_AFTER_JOB has no effect while the minimum and maximum size are both 4/],
    ],
    [
      'an idle timeout at a fixed size',
      { ...fixed, DISCONNECT_AFTER_IDLE_TIMEOUT: 60 },
      [
        /^SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT saves nothing .* both 4: .* after 60 s .* Set 0 to keep idle instances\.$/,
      ],
    ],
    [
      'an idle timeout at a fixed size without a scaler: one caution, not two',
      { ...fixed, USE_DYNAMIC_SCALING: false, DISCONNECT_AFTER_IDLE_TIMEOUT: 60 },
      [/^SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT saves nothing/],
    ],
    [
      'headroom at a fixed size',
      { ...fixed, OVERPROVISION_STRATEGY: 'number', OVERPROVISION_FACTOR: 2 },
      [/^SEMAPHORE_AGENT_OVERPROVISION_STRATEGY has no effect while the minimum and maximum size are both 4/],
    ],
    [
      'headroom without a scaler',
      { ...unscaled, OVERPROVISION_STRATEGY: 'number', OVERPROVISION_FACTOR: 2 },
      [/^SEMAPHORE_AGENT_OVERPROVISION_STRATEGY has no effect with SEMAPHORE_AGENT_USE_DYNAMIC_SCALING/],
    ],
    [
      'no idle timeout',
      { DISCONNECT_AFTER_IDLE_TIMEOUT: 0 },
      [/^SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT is 0, so the capacity .* never goes down/],
    ],
    [
      'no idle timeout, and shrinking although agents continue after jobs',
      { DISCONNECT_AFTER_IDLE_TIMEOUT: 0, AFTER_JOB: 'shrink', DISCONNECT_AFTER_JOB: false },
      [
        /^SEMAPHORE_AGENT_AFTER_JOB has no effect/,
        /^SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB is false/,
        /^SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT is 0/,
      ],
    ],
    [
      'an idle timeout without a scaler',
      { USE_DYNAMIC_SCALING: false, ASG_MIN_SIZE: 1, ASG_MAX_SIZE: 4 },
      [/^SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT lowers the group to its minimum of 1 for good/],
    ],
    [
      'headroom at a fixed size that a schedule changes: none',
      {
        ...fixed,
        ...schedule({ minSize: 1 }),
        OVERPROVISION_STRATEGY: 'number',
        OVERPROVISION_FACTOR: 1,
        DISCONNECT_AFTER_IDLE_TIMEOUT: 60,
      },
      [],
    ],
    [
      'spot in a group with the maximum size 0, which a schedule raises: none',
      {
        ...spot,
        ASG_MAX_SIZE: 0,
        ...{ SCHEDULES_JSON: schedule({ maxSize: 2 }).SCHEDULES_JSON },
        SPOT_ALLOCATION_STRATEGY: 'price-capacity-optimized',
      },
      [],
    ],
    [
      'a desired capacity of a schedule',
      { ...schedule({ desired: 1 }) },
      [
        /^SEMAPHORE_AGENT_SCHEDULES_JSON sets the desired capacity once in night: the scaler raises .* jobs, and idle agents lower it .* Set minSize/,
      ],
    ],
    [
      'a desired capacity of a schedule, without a scaler and without an idle timeout: none',
      { ...unscaled, ...schedule({ desired: 1 }) },
      [],
    ],
    [
      'a lower maximum of a schedule, without protection',
      { ...schedule({ maxSize: 2 }), ASG_NEW_INSTANCES_PROTECTED_FROM_SCALE_IN: false },
      [
        /^SEMAPHORE_AGENT_SCHEDULES_JSON lowers the maximum in night, and .* together with their jobs\. Remove/,
      ],
    ],
    ['a lower maximum of a schedule: none', schedule({ maxSize: 2 }), []],
    [
      'a higher maximum of a schedule, without protection: none',
      { ...schedule({ maxSize: 9 }), ASG_NEW_INSTANCES_PROTECTED_FROM_SCALE_IN: false },
      [],
    ],
    [
      'a desired capacity with a scaler',
      { ASG_DESIRED: 2, ASG_MAX_SIZE: 4 },
      [/^SEMAPHORE_AGENT_ASG_DESIRED makes every deployment that changes the group set the capacity to 2/],
    ],
    [
      'a dashboard without a scaler',
      { ...unscaled, DASHBOARD: true },
      [/^SEMAPHORE_AGENT_DASHBOARD has no effect/],
    ],
    [
      "a limit of the jobs' wait without a scaler",
      { ...unscaled, MAX_JOB_WAIT: 300 },
      [/^SEMAPHORE_AGENT_MAX_JOB_WAIT has no effect with SEMAPHORE_AGENT_USE_DYNAMIC_SCALING false/],
    ],
    [
      "a limit of the jobs' wait without alarms",
      { ALARMS: false, MAX_JOB_WAIT: 300 },
      [/^SEMAPHORE_AGENT_MAX_JOB_WAIT has no effect with SEMAPHORE_AGENT_ALARMS false/],
    ],
    [
      'a longer grace period than spot allows',
      { ...spot, INTERRUPTION_GRACE_PERIOD: 91 },
      [/^SEMAPHORE_AGENT_INTERRUPTION_GRACE_PERIOD is too long for a spot instance: .* Set at most 90\.$/],
    ],
    [
      'a longer grace period than spot allows, on Windows',
      { ...spot, OS: 'windows', INTERRUPTION_GRACE_PERIOD: 91 },
      [/^SEMAPHORE_AGENT_INTERRUPTION_GRACE_PERIOD is too long for a spot instance: .* Set at most 90\.$/],
    ],
    [
      'a percentage of spot, although the on-demand base is as large as the fleet',
      { ...spot, ASG_MAX_SIZE: 4, ON_DEMAND_BASE_CAPACITY: 4, INTERRUPTION_GRACE_PERIOD: 300 },
      [
        /^SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE has no effect: .* is 4 and the maximum size 4, so no instance is spot\. Lower SEMAPHORE_AGENT_ON_DEMAND_BASE_CAPACITY\.$/,
      ],
    ],
    [
      '50 % spot in a fleet of one instance',
      {
        ASG_MAX_SIZE: 1,
        ON_DEMAND_PERCENTAGE_ABOVE_BASE: 50,
        SPOT_ALLOCATION_STRATEGY: 'capacity-optimized',
      },
      [
        /^SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE has no effect: above .* a capacity of 1, and 50 % of that, rounded up to 1, is on demand, so no instance is spot/,
        /^SEMAPHORE_AGENT_SPOT_ALLOCATION_STRATEGY has no effect/,
      ],
    ],
    [
      'the on-demand fallback without an idle timeout',
      { ...spot, ON_DEMAND_FALLBACK_AFTER: 90, DISCONNECT_AFTER_IDLE_TIMEOUT: 0 },
      [
        /^SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT is 0/,
        /^SEMAPHORE_AGENT_ON_DEMAND_FALLBACK_AFTER keeps on-demand .* SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT is 0\. Set an idle timeout\.$/,
      ],
    ],
    ['the on-demand fallback with an idle timeout: none', { ...spot, ON_DEMAND_FALLBACK_AFTER: 90 }, []],
    [
      'spot settings without spot instances',
      { ASG_CAPACITY_REBALANCE: true, SPOT_ALLOCATION_STRATEGY: 'price-capacity-optimized' },
      [
        /^SEMAPHORE_AGENT_ASG_CAPACITY_REBALANCE has no effect/,
        /^SEMAPHORE_AGENT_SPOT_ALLOCATION_STRATEGY has no effect/,
      ],
    ],
    [
      'an instance type with a mistyped size',
      { INSTANCE_TYPE: 't3.nanoo' },
      [
        /^SEMAPHORE_AGENT_INSTANCE_TYPE names the instance type t3\.nanoo, whose size nanoo this version does not know\. Did you mean t3\.nano\?$/,
      ],
    ],
    [
      'an override with an unknown size that resembles no other',
      overrides({ instanceType: 'm7i.gigantic' }),
      [/LAUNCH_TEMPLATE_OVERRIDES_JSON names the instance type m7i\.gigantic, .*\. Check the type\.$/],
    ],
    ...['u7in-16tb.224xlarge', 'm7i.metal-48xl', 'c5.metal', 't2.nano', 'm7i.xlarge'].map(
      (type): [string, Settings, readonly RegExp[]] => [`${type}: none`, { INSTANCE_TYPE: type }, []],
    ),
    ['a fixed size without idle timeout: none', { ...fixed }, []],
    ['a fixed size of 0: none', { ASG_MAX_SIZE: 0 }, []],
    ['a fixed size of 0, with spot: none', { ...spot, ASG_MAX_SIZE: 0 }, []],
    ['a desired capacity without scaler and idle timeout: none', { ...unscaled, ASG_DESIRED: 1 }, []],
    [
      'no idle timeout, but shrinking after each job: none',
      { DISCONNECT_AFTER_IDLE_TIMEOUT: 0, AFTER_JOB: 'shrink' },
      [],
    ],
    ['Macs without idle timeout: none', { ...mac, DISCONNECT_AFTER_IDLE_TIMEOUT: 0 }, []],
    [
      'spot settings with spot instances: none',
      {
        ...spot,
        ASG_CAPACITY_REBALANCE: true,
        ASG_NEW_INSTANCES_PROTECTED_FROM_SCALE_IN: true,
        SPOT_ALLOCATION_STRATEGY: 'capacity-optimized',
      },
      [],
    ],
    [
      'capacity rebalancing without protection',
      { ...spot, ASG_CAPACITY_REBALANCE: true },
      [
        /^SEMAPHORE_AGENT_ASG_CAPACITY_REBALANCE lets Auto Scaling terminate spot .* together with their jobs\. Set SEMAPHORE_AGENT_ASG_NEW_INSTANCES_PROTECTED_FROM_SCALE_IN/,
      ],
    ],
    [
      'a maximum lifetime without protection',
      { ASG_MAX_INSTANCE_LIFETIME: 86_400 },
      [/^SEMAPHORE_AGENT_ASG_MAX_INSTANCE_LIFETIME lets Auto Scaling terminate old .* with their jobs\./],
    ],
    [
      'a maximum lifetime with protection: none',
      { ASG_MAX_INSTANCE_LIFETIME: 86_400, ASG_NEW_INSTANCES_PROTECTED_FROM_SCALE_IN: true },
      [],
    ],
    [
      'a maximum lifetime with the protection that a schedule implies: none',
      { ASG_MAX_INSTANCE_LIFETIME: 86_400, ...schedule({ maxSize: 2 }) },
      [],
    ],
    ['the longest useful grace period on spot: none', { ...spot, INTERRUPTION_GRACE_PERIOD: 90 }, []],
    [
      'a grace period for on-demand instances on Windows: none',
      { OS: 'windows', INTERRUPTION_GRACE_PERIOD: 300 },
      [],
    ],
    ['shrinking: none', { AFTER_JOB: 'shrink' }, []],
    ['a long grace period for on-demand instances: none', { INTERRUPTION_GRACE_PERIOD: 600 }, []],
    ['a key pair and SSH ranges: none', { ...sshKey, ...cidrs }, []],
    ['a key pair on Windows: none', { ...sshKey, OS: 'windows' }, []],
    ['a key pair and a security group: none', { ...sshKey, SECURITY_GROUP_ID: 'sg-0123456789abcdef0' }, []],
    ['a volume with its device: none', { ...volume, VOLUME_SIZE: 100 }, []],
  ])('about %s', (_what, settings, expected) =>
    expect(attempt({}, fleetWith(settings)).warnings).toEqual(
      expected.map((line) => expect.stringMatching(line)),
    ),
  );
});
