import { describe, expect, it } from '@jest/globals';
import { allows, denies, survivingMutants, wrongCases } from '@agent-aws-stack/iam-evaluator/testing';
import { PERMISSIONS_BOUNDARY } from './testing/execution-policy.ts';
import { FLEETS } from './testing/fleets.ts';
import { roleCalls } from './testing/role-calls.ts';
import { templateOf } from './testing/synthesize.ts';
import { TemplateReader } from './testing/template-reader.ts';
import { arns } from './testing/arns.ts';

const boundary: unknown = JSON.parse(PERMISSIONS_BOUNDARY);

const buckets = arns('s3:::');
const groups = arns('autoscaling:us-east-1:111111111111:autoScalingGroup:1234:autoScalingGroupName/');
const logGroups = arns('logs:us-east-1:111111111111:log-group:');
const parameters = arns('ssm:us-east-1:111111111111:parameter/');
const roles = arns('iam::111111111111:role/');
const keys = arns('kms:us-east-1:111111111111:key/');

/** The template. Users name the token's parameter and the cache bucket themselves; here both have names that the boundary allows. */
const withAllowedNames = (template: TemplateReader): TemplateReader =>
  new TemplateReader(
    JSON.parse(
      JSON.stringify(template.template)
        .replaceAll(/agent-token|ci\/semaphore\/token/g, 'semaphore/token')
        .replaceAll('acme-ci-cache', 'acme-semaphore-cache'),
    ) as TemplateReader['template'],
  );

/** Fleets whose ARNs are of the partition `aws`. */
const fleets = FLEETS.filter(({ region }) => region === undefined).map(({ name }) => name);
const callsOf = (fleet: string) => roleCalls(withAllowedNames(templateOf(fleet)));

const ofToken = {
  'kms:ViaService': 'ssm.us-east-1.amazonaws.com',
  'kms:EncryptionContext:PARAMETER_ARN': parameters(['semaphore/token'])[0],
};
const CASES = [
  // CloudFormation may cut the logical id to 24 characters.
  ...allows('sts:AssumeRole', roles(['ci-instanceProfileRoleForJobs-1', 'ci-instanceProfileRoleForJo-1'])),
  ...denies('sts:AssumeRole', [
    '*',
    ...roles([
      ...['Administrator', 'ci-instanceProfileRole47059124-1', 'myinstanceProfileRoleForJobs'],
      ...['x-fileRoleForJobs', 'cdk-hnb659fds-deploy-role-1'],
    ]),
  ]),
  ...denies('sts:TagSession', roles(['ci-instanceProfileRoleForJobs-1'])),
  ...denies(
    ['iam:PutRolePolicy', 'iam:PassRole', 'iam:CreateUser', 'iam:DeleteRolePermissionsBoundary'],
    ['*', ...roles(['ci-instanceProfileRole47059124-1'])],
  ),
  ...denies(
    ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:PutParameter'],
    parameters([
      ...['prod/db-password', 'app-config-prod', 'appconfig', 'my-con', 'trafig', 'prod/semaphore/token'],
      ...[
        'semaphored',
        'x-scaler-turn-2',
        'x-scaler-jobs-2',
        'x-rollout-2',
        'myrollout',
        'myscaler-turn',
        'myscaler-jobs',
        'your-turn',
        'x-scale',
      ],
      ...['x-ssh-public-keys-2', 'myssh-public-keys', 'x-public-keys', 'x-ssh-pub'],
    ]),
  ),
  ...denies('ssm:PutParameter', parameters(['semaphore/token'])),
  ...denies(
    'ssm:DeleteParameter',
    parameters(['ci-config', 'ci-rollout', 'ci-scaler-jobs', 'ci-scaler-turn', 'ci-ssh-public-keys']),
  ),
  ...denies('kms:Decrypt', keys(['1234']), { ...ofToken, 'kms:ViaService': undefined }),
  ...denies('kms:Decrypt', keys(['1234']), { ...ofToken, 'kms:ViaService': 's3.us-east-1.amazonaws.com' }),
  ...denies('kms:Decrypt', keys(['1234']), { ...ofToken, 'kms:ViaService': 'sso.us-east-1.amazonaws.com' }),
  ...denies('kms:Decrypt', keys(['1234']), {
    ...ofToken,
    'kms:EncryptionContext:PARAMETER_ARN': undefined,
  }),
  ...parameters(['prod/db-password', 'prod/semaphore/token', 'semaphored']).flatMap((arn) =>
    denies('kms:Decrypt', keys(['1234']), { ...ofToken, 'kms:EncryptionContext:PARAMETER_ARN': arn }),
  ),
  ...denies('kms:Decrypt', keys(['1234']), {
    ...ofToken,
    'kms:EncryptionContext:PARAMETER_ARN': 'arn:aws:secretsmanager:us-east-1:111111111111:secret:semaphore/x',
  }),
  ...denies('kms:Encrypt', keys(['1234']), ofToken),
  ...denies('kms:Decrypt', 'arn:aws:kms:us-east-1:111111111111:alias/a', ofToken),
  ...denies('autoscaling:DeleteAutoScalingGroup', ['*', ...groups(['ci-autoScalingGroup-1'])]),
  ...denies(
    [
      'autoscaling:CreateOrUpdateTags',
      'autoscaling:DeleteTags',
      'autoscaling:ResumeProcesses',
      'autoscaling:SetDesiredCapacity',
      'autoscaling:SetInstanceHealth',
      'autoscaling:SuspendProcesses',
      'autoscaling:TerminateInstanceInAutoScalingGroup',
    ],
    groups(['web', 'myautoScalingGroup-1', 'runningGroup-1', 'x-autoScaler']),
  ),
  ...denies('logs:PutRetentionPolicy', logGroups(['/semaphore/agent'])),
  ...denies(
    ['logs:PutLogEvents', 'logs:PutRetentionPolicy'],
    logGroups([
      ...[
        '/aws/lambda/payments',
        '/aws/lambda/autoscaler',
        '/aws/lambda/my-agent-scaler',
        '/sema',
        '/semaphores',
      ],
      ...[
        '/aws/lambda/ci/agent-x',
        '/aws/legacy/x/agent-scaler',
        'x/aws/lambda/ci/agent-scaler',
        'x/semaphore/a',
      ],
      ...[
        '/aws/lambda/the-suspender',
        '/aws/lambda/my-az-rebalance-suspender',
        '/aws/lambda/ci/az-rebalancer',
      ],
      ...['/aws/legacy/x/az-rebalance-suspender', 'x/aws/lambda/ci/az-rebalance-suspender'],
      ...['/aws/lambda/my-updater', '/aws/lambda/my-ssh-keys-updater', '/aws/lambda/ci/ssh-keys-x'],
      ...['/aws/legacy/x/ssh-keys-updater', 'x/aws/lambda/ci/ssh-keys-updater'],
    ]),
  ),
  ...denies('logs:DeleteLogGroup', logGroups(['/semaphore/agent', '/aws/lambda/ci/agent-scaler'])),
  ...denies('logs:DeleteLogGroup', logGroups(['/aws/lambda/ci/az-rebalance-suspender'])),
  ...denies('logs:DeleteLogGroup', logGroups(['/aws/lambda/ci/ssh-keys-updater'])),
  ...denies(['ssm:SendCommand', 'ssmmessages:Other', 'ec2messages:Other', 'ec2:RunInstances']),
  ...denies(
    ['s3:DeleteObject', 's3:GetObject', 's3:ListBucket', 's3:PutObject'],
    buckets([
      'acme-data/key',
      'cdk-hnb659fds-assets-1/key',
      'some-semaphones/key',
      'megaphore/key',
      'telemaphore/key',
    ]),
  ),
  ...denies('s3:PutBucketPolicy', buckets(['acme-semaphore-cache'])),
];

describe('permissions-boundary.json', () => {
  it('fits the size limit of a managed policy', () => {
    expect(PERMISSIONS_BOUNDARY.replaceAll(/\s/g, '').length).toBeLessThanOrEqual(6144);
  });

  it.each(fleets)('allows all that the roles of %s may do', (fleet) => {
    expect(wrongCases([boundary], callsOf(fleet))).toEqual([]);
  });

  it('denies what no role of a fleet needs, even on resources whose names are almost like those of a fleet', () => {
    expect(wrongCases([boundary], CASES)).toEqual([]);
  });

  it('cannot change in any Effect, Action, Resource or Condition without failing one of these cases', () => {
    const calls = [
      'plain',
      'launch-timeout',
      'image-rollout',
      'own-vpc',
      'cache-bucket',
      'token-key-id',
      'spot-fallback',
    ].flatMap(callsOf);
    expect(survivingMutants([boundary], [...CASES, ...calls])).toEqual([]);
  });
});
