import type { LaunchTemplateOverride } from '@agent-aws-stack/config';
import { ACCOUNT } from './fleet-case.ts';
import type { FleetCase } from './fleet-case.ts';
import { inOwnVpc, NETWORK_FLEETS } from './network-fleets.ts';

const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const license = `arn:aws:license-manager:us-east-1:${ACCOUNT}:license-configuration:lic-0123456789abcdef0123456789abcdef`;
const mac = { OS: 'macos', ARCH: 'arm64', LICENSE_CONFIGURATION_ARN: license };
const small: LaunchTemplateOverride = { instanceType: 'c7i.large', weightedCapacity: '1' };

/** The matrix of fleets. A check that must hold for every fleet uses the templates of all of them. Any other check uses the template of one. */
export const FLEETS: readonly FleetCase[] = [
  { name: 'plain', parameters: {} },
  { name: 'ubuntu-jammy', parameters: { OS: 'ubuntu-jammy' } },
  {
    name: 'ubuntu-noble-arm64',
    parameters: { OS: 'ubuntu-noble', ARCH: 'arm64', INSTANCE_TYPE: 'c7g.large' },
  },
  // The JavaScript stack deploys fleets like the next four, so no check may refuse them.
  { name: 'own-arm64-image', parameters: { INSTANCE_TYPE: 'm7g.large' } },
  { name: 'macos-own-image', parameters: { ...mac, ARCH: 'x86_64' } },
  { name: 'own-system', parameters: { OS: 'debian-12' } },
  {
    name: 'arm64-by-override',
    parameters: {
      AMI: '',
      ARCH: 'arm64',
      ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: JSON.stringify({ instanceType: 'm7g.large' }),
    },
  },
  { name: 'windows', parameters: { OS: 'windows', INSTANCE_TYPE: 'm6i.large', KEY_NAME: 'ops' } },
  { name: 'windows-2022', parameters: { OS: 'windows-2022', INSTANCE_TYPE: 'm6i.large' } },
  { name: 'windows-2025', parameters: { OS: 'windows-2025', INSTANCE_TYPE: 'm6i.large' } },
  { name: 'macos', parameters: mac },
  {
    name: 'macos-own-hosts',
    parameters: {
      ...mac,
      MAC_FAMILY: 'mac2,mac2-m2pro',
      MAC_DEDICATED_HOSTS: 'h-0123456789abcdef0,h-0123456789abcdef1',
      AUTO_ALLOCATE_HOST: 'false',
      AUTO_RELEASE_HOST: 'false',
    },
  },
  { name: 'image-by-name', parameters: { AMI: '' } },
  ...NETWORK_FLEETS,
  {
    name: 'spot',
    parameters: {
      ON_DEMAND_BASE_CAPACITY: '1',
      ON_DEMAND_PERCENTAGE_ABOVE_BASE: '20',
      ON_DEMAND_ALLOCATION_STRATEGY: 'prioritized',
      SPOT_ALLOCATION_STRATEGY: 'price-capacity-optimized',
      ASG_CAPACITY_REBALANCE: 'true',
      ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: JSON.stringify([
        small,
        { instanceType: 'c6i.xlarge', weightedCapacity: '2' },
      ]),
    },
  },
  {
    name: 'spot-fallback',
    parameters: {
      ON_DEMAND_PERCENTAGE_ABOVE_BASE: '0',
      ON_DEMAND_FALLBACK_AFTER: '90',
      SPOT_ALLOCATION_STRATEGY: 'price-capacity-optimized',
      ASG_MIN_SIZE: '2',
      ASG_MAX_SIZE: '20',
      ASG_CAPACITY_REBALANCE: 'true',
      ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: JSON.stringify([small, { instanceType: 'c7a.large' }]),
    },
  },
  {
    name: 'one-override',
    parameters: {
      ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: JSON.stringify({
        InstanceRequirements: { VCpuCount: { Min: 2, Max: 4 }, MemoryMiB: { Min: 4096 } },
      }),
    },
  },
  {
    name: 'group-settings',
    parameters: {
      ASG_MIN_SIZE: '2',
      ASG_MAX_SIZE: '50',
      ASG_DESIRED: '5',
      ASG_METRICS: 'GroupDesiredCapacity,GroupInServiceInstances',
      ASG_MAX_INSTANCE_LIFETIME: '86400',
      ASG_NEW_INSTANCES_PROTECTED_FROM_SCALE_IN: 'true',
    },
  },
  {
    name: 'schedules',
    parameters: {
      ASG_MAX_SIZE: '10',
      SCHEDULES_JSON: JSON.stringify([
        { name: 'office-start', cron: '0 7 * * MON-FRI', timeZone: 'Europe/Berlin', minSize: 4, maxSize: 20 },
        { name: 'office-end', cron: '0 19 * * MON-FRI', timeZone: 'Europe/Berlin', minSize: 0, maxSize: 10 },
      ]),
    },
  },
  {
    name: 'volume',
    parameters: {
      VOLUME_NAME: '/dev/sda1',
      VOLUME_TYPE: 'gp3',
      VOLUME_SIZE: '128',
      VOLUME_IOPS: '4000',
      VOLUME_THROUGHPUT: '250',
      VOLUME_INITIALIZATION_RATE: '300',
      VOLUME_KMS_KEY: `arn:aws:kms:us-east-1:${ACCOUNT}:key/${KEY_ID}`,
    },
  },
  { name: 'volume-gp2', parameters: { VOLUME_NAME: '/dev/sda1', VOLUME_THROUGHPUT: '250' } },
  { name: 'volume-unencrypted', parameters: { VOLUME_NAME: '/dev/sda1', VOLUME_ENCRYPTED: 'false' } },
  { name: 'cache-bucket', parameters: { CACHE_BUCKET_NAME: 'acme-ci-cache', USE_PRE_SIGNED_URL: 'true' } },
  {
    name: 'cache-of-projects',
    parameters: {
      CACHE_BUCKET_NAME: 'acme-ci-cache',
      CACHE_BUCKET_OWNER: 'self',
      CACHE_PROJECT_IDS: '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0,11111111-2222-3333-4444-555555555555',
    },
  },
  {
    name: 'cache-of-other-account',
    parameters: { CACHE_BUCKET_NAME: 'acme-ci-cache', CACHE_BUCKET_OWNER: '222222222222' },
  },
  { name: 'own-log-streams', parameters: { LOG_STREAM_NAME: 'stack/instance' } },
  { name: 'restricted-ssm', parameters: { SYSTEMS_MANAGER: 'restricted' } },
  { name: 'host-management', parameters: { SYSTEMS_MANAGER: 'default-host-management' } },
  {
    name: 'isolated',
    parameters: {
      JOB_ISOLATION: 'strict',
      JOB_MANAGED_POLICY_NAMES: 'ci-tools,arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
      MANAGED_POLICY_NAMES: 'ci-tools',
      CACHE_BUCKET_NAME: 'acme-ci-cache',
      PERMISSIONS_BOUNDARY_ARN: `arn:aws:iam::${ACCOUNT}:policy/boundary`,
    },
  },
  { name: 'isolated-plain', parameters: { JOB_ISOLATION: 'strict' } },
  { name: 'agent-end', parameters: { AFTER_JOB: 'shrink', INTERRUPTION_GRACE_PERIOD: '90' } },
  { name: 'image-rollout', parameters: { IMAGE_ROLLOUT: '{"spreadMinutes": 30}' } },
  { name: 'deploy-canary', parameters: { IMAGE_ROLLOUT: '{}', DEPLOY_CANARY: 'true' } },
  { name: 'launch-timeout', parameters: { LAUNCH_TIMEOUT: '300' } },
  {
    name: 'missing-agents',
    parameters: {
      LAUNCH_TIMEOUT: '300',
      ASG_METRICS: 'GroupInServiceInstances',
      ON_DEMAND_FALLBACK_AFTER: '90',
      ON_DEMAND_PERCENTAGE_ABOVE_BASE: '0',
    },
  },
  { name: 'token-key-id', parameters: { TOKEN_KMS_KEY: KEY_ID } },
  {
    name: 'token-key-arn',
    parameters: { TOKEN_KMS_KEY: `arn:aws:kms:us-east-1:222222222222:key/${KEY_ID}` },
  },
  { name: 'token-key-alias', parameters: { TOKEN_KMS_KEY: 'alias/ci' } },
  {
    name: 'token-key-alias-arn',
    parameters: { TOKEN_KMS_KEY: 'arn:aws:kms:us-east-1:222222222222:alias/shared/ci' },
  },
  { name: 'hierarchical-token', parameters: { TOKEN_PARAMETER_NAME: '/ci/semaphore/token' } },
  {
    name: 'govcloud',
    region: 'us-gov-west-1',
    parameters: {
      ...inOwnVpc,
      CACHE_BUCKET_NAME: 'acme-ci-cache',
      TOKEN_KMS_KEY: 'alias/ci',
      LAMBDA_ARCH: 'x86_64',
    },
  },
  {
    name: 'china',
    region: 'cn-north-1',
    parameters: {
      CACHE_BUCKET_NAME: 'acme-ci-cache',
      TOKEN_KMS_KEY: 'alias/ci',
      MANAGED_POLICY_NAMES: 'ci-tools',
    },
  },
  {
    name: 'guarded',
    parameters: {
      PERMISSIONS_BOUNDARY_ARN: 'agent-aws-stack-permissions-boundary',
      MANAGED_POLICY_NAMES: `ci-tools,arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess`,
      IMDS_HOP_LIMIT: '1',
      LOG_KMS_KEY: `arn:aws:kms:us-east-1:${ACCOUNT}:key/${KEY_ID}`,
      TAGS: 'team:ci,cost:a:b,application:web',
    },
  },
  {
    name: 'no-dynamic-scaling',
    parameters: { USE_DYNAMIC_SCALING: 'false', ASG_MIN_SIZE: '1', DASHBOARD: 'true' },
  },
  {
    name: 'scaler-settings',
    parameters: {
      OVERPROVISION_STRATEGY: 'percentage',
      OVERPROVISION_FACTOR: '25',
      SCALER_POLL_INTERVAL: '5',
      SCALER_MAX_STEP: '10',
      LAUNCH_BRAKE: 'false',
      LOG_LEVEL: 'debug',
      LOG_RETENTION_DAYS: '7',
      SEMAPHORE_ENDPOINT: 'semaphore.example.com:8443',
    },
  },
  {
    name: 'alarm-topic',
    parameters: { ALARM_TOPIC_ARN: `arn:aws:sns:us-east-1:${ACCOUNT}:ops`, MAX_JOB_WAIT: '300' },
  },
  { name: 'dashboard', parameters: { DASHBOARD: 'true' } },
  { name: 'no-alarms', parameters: { ALARMS: 'false' } },
  {
    name: 'file',
    parameters: {},
    file: {
      SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB: false,
      SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT: 0,
      SEMAPHORE_AGENT_ASG_MIN_SIZE: 0,
      SEMAPHORE_AGENT_ASG_DESIRED: 0,
      SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE: 0,
      SEMAPHORE_AGENT_ASG_METRICS: ['GroupTotalInstances'],
      SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: [small],
    },
  },
];

export const fleetNames = FLEETS.map(({ name }) => name);
