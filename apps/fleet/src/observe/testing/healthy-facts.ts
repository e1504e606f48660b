import { INSTANCE_LOG_GROUPS } from '@agent-aws-stack/contract';
import { bootLine } from '../../testing/boot-lines.ts';
import { summarizeBoots } from '../boots.ts';
import { known } from '../fact.ts';
import type { Facts, GatheredFacts } from '../facts.ts';
import { minutesAgo } from './fleet.ts';

const subnet = (letter: string) => ({
  id: `subnet-${letter}`,
  zone: `eu-west-1${letter}`,
  freeAddresses: 200,
  publicAddresses: false,
  defaultRoute: { target: 'nat-1', blackhole: false },
});

const lambda = {
  state: 'Active',
  stateReason: undefined,
  lastUpdate: 'Successful',
  environment: {},
  subnetIds: [],
  reservedConcurrency: undefined,
};

const alarm = (name: string) => ({
  name: `ci-${name}`,
  state: 'OK',
  reason: '',
  actionsEnabled: true,
  actions: ['arn:aws:sns:eu-west-1:111111111111:alarms'],
});

const IMAGE_NAME = 'semaphore-agent-v1.0.0-ubuntu-focal-x86_64-e7a967a76a0f847630a449d302b09113';

/** The key policy with the statement of docs/deploy.md. */
export const logKeyPolicy = (logGroups: string, region = 'eu-west-1'): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'CloudWatchLogsUsesTheKey',
        Effect: 'Allow',
        Principal: { Service: `logs.${region}.amazonaws.com` },
        Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
        Resource: '*',
        Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroups } },
      },
    ],
  });

/** What the fleet's instances have reported in the last 24 hours. */
export const HEALTHY_BOOTS = Array.from({ length: 20 }, (_, index) => bootLine(index + 1));

/** The facts of the fleet in fleet.ts if nothing is wrong with it. */
export const HEALTHY: Facts = {
  caller: { account: '111111111111', arn: 'arn:aws:iam::111111111111:user/ops' },
  region: 'eu-west-1',
  qualifier: 'agents',
  bootstrapVersion: 28,
  executionPolicy: {
    name: 'ours',
    current: true,
    missing: undefined,
    allowed: undefined,
    alone: false,
    boundary: 'arn:aws:iam::111111111111:policy/boundary',
  },
  stack: {
    status: 'UPDATE_COMPLETE',
    statusReason: undefined,
    drift: 'IN_SYNC',
    roleArn: 'arn:aws:iam::111111111111:role/cdk-agents-cfn-exec-role-111111111111-eu-west-1',
    isTerminationProtected: false,
    createdAt: minutesAgo(600),
    deployedAt: minutesAgo(90),
  },
  agentConfig: {
    type: 'String',
    value: JSON.stringify({
      endpoint: 'acme.semaphoreci.com',
      agentTokenParameterName: '/ci/token',
      sshKeysParameterName: 'ci-ssh-public-keys',
      disconnectAfterJob: 'true',
      disconnectAfterIdleTimeout: '300',
      envVars: [],
      usePreSignedURL: false,
      logStreamPrefix: 'ci/',
    }),
  },
  hostKeys: { type: 'String', value: '["ssh-ed25519 AAAA"]' },
  logGroups: INSTANCE_LOG_GROUPS.linux.map((name) => ({ name, retentionDays: 30 })),
  token: { type: 'SecureString', value: 'secret-of-the-agent-type' },
  demand: { jobs: { queued: 0, running: 1 }, agents: { idle: 1, occupied: 1 } },
  group: {
    name: 'ci-autoScalingGroup-1',
    min: 0,
    max: 10,
    desired: 2,
    suspended: ['AZRebalance'],
    subnetIds: ['subnet-a', 'subnet-b'],
    zones: ['eu-west-1a', 'eu-west-1b'],
    instances: ['i-1', 'i-2'].map((id) => ({
      id,
      zone: 'eu-west-1a',
      lifecycle: 'InService',
      healthy: true,
      protectedFromScaleIn: false,
      type: 'm7i.large',
    })),
    protectsNewInstances: false,
    launchTemplate: { id: 'lt-1', version: '3' },
    types: [],
  },
  activities: [
    {
      status: 'Successful',
      description: 'Launching a new EC2 instance: i-2',
      message: undefined,
      startedAt: minutesAgo(20),
    },
    {
      status: 'Failed',
      description: 'Launching a new EC2 instance',
      message: 'We currently do not have sufficient m7i.large capacity',
      startedAt: minutesAgo(25),
    },
  ],
  rollout: undefined,
  scheduledActions: [
    { name: 'morning', min: 2, max: 10, desired: undefined, when: '0 7 * * 1-5', startsAt: undefined },
  ],
  launchTemplate: {
    id: 'lt-1',
    version: 3,
    latestVersion: 3,
    imageId: 'ami-1',
    instanceType: 'm7i.large',
    keyName: 'ops',
    securityGroupIds: ['sg-1'],
    profileName: 'ci-profile',
    volumes: [{ device: '/dev/sda1', sizeGib: 64, initializationRateMibps: 300 }],
    tokensRequired: true,
    revision: undefined,
  },
  stackInstances: [
    { id: 'i-1', launchedAt: new Date('2026-11-24T09:30:00Z'), isManaged: true },
    { id: 'i-2', launchedAt: new Date('2026-11-24T11:40:00Z'), isManaged: true },
  ],
  image: {
    id: 'ami-1',
    name: IMAGE_NAME,
    state: 'available',
    architecture: 'x86_64',
    rootDevice: '/dev/sda1',
    rootSizeGib: 20,
    rootVolumeType: 'gp3',
    createdAt: new Date('2026-11-12T12:00:00Z'),
    contract: 1,
  },
  boots: summarizeBoots(HEALTHY_BOOTS, minutesAgo(24 * 60)),
  expectedImageName: IMAGE_NAME,
  keyPair: { name: 'ops' },
  instanceProfile: { name: 'ci-profile', roles: ['ci-role'] },
  securityGroups: [{ id: 'sg-1', egressRules: 1, sshFrom: ['10.0.0.0/8'] }],
  instanceTypes: [{ type: 'm7i.large', vcpus: 2, architectures: ['x86_64'] }],
  offerings: new Map([['m7i.large', ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']]]),
  quotas: [
    { code: 'L-1216C47A', name: 'Running On-Demand Standard', value: 64 },
    { code: 'L-34B43A08', name: 'All Standard Spot', value: 64 },
    { code: 'L-5D8DADF5', name: 'Running Dedicated mac2 Hosts', value: 10 },
  ],
  volumeQuotas: [{ code: 'L-00000000', name: 'Cumulative volume initialization rate (MiB/s)', value: 5000 }],
  dedicatedHosts: [],
  subnets: [subnet('a'), subnet('b')],
  scaler: {
    ...lambda,
    name: 'ci-scaler',
    environment: {
      SEMAPHORE_ENDPOINT: 'acme.semaphoreci.com',
      SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/ci/token',
      SEMAPHORE_AGENT_STACK_NAME: 'ci',
      SEMAPHORE_AGENT_OVERPROVISION_STRATEGY: 'none',
      SEMAPHORE_AGENT_ASG_NAME: 'ci-autoScalingGroup-1',
      SEMAPHORE_AGENT_SCALER_LEASE_PARAMETER_NAME: 'ci-scaler-turn',
      SEMAPHORE_AGENT_SCALER_JOBS_PARAMETER_NAME: 'ci-scaler-jobs',
      SEMAPHORE_AGENT_LAUNCH_BRAKE: 'true',
    },
  },
  scalerSubnets: [],
  scalerRule: { name: 'ci-rule', enabled: true, targets: 1 },
  scalerSamples: { lastPublishedAt: minutesAgo(1), failedPolls: 0, heldJobs: 0, errors: 0, throttles: 0 },
  logKey: {
    state: 'Enabled',
    spec: 'SYMMETRIC_DEFAULT',
    policy: logKeyPolicy('arn:aws:logs:eu-west-1:*:log-group:/aws/lambda/ci/*'),
  },
  updater: { ...lambda, name: 'ci-updater' },
  alarms: [
    ...['scaler-failing', 'scaler-silent', 'agents-do-not-start', 'jobs-waiting-at-maximum'],
    'ssh-keys-updater-failing',
  ].map(alarm),
};

/** The healthy fleet's facts, all known, with these changes. */
export function gathered(changes: Partial<Facts> = {}): GatheredFacts {
  const facts = Object.entries({ ...HEALTHY, ...changes }).map(([name, value]) => [name, known(value)]);
  return Object.fromEntries(facts) as GatheredFacts;
}
