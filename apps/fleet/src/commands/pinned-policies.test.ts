import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  allows,
  denies,
  survivingMutants,
  wrongCases,
  type PolicyCase,
} from '@agent-aws-stack/iam-evaluator/testing';
import { installation } from '@agent-aws-stack/installation';
import { describe, expect, it } from '@jest/globals';

const regional = (service: string, rest: string) => `arn:aws:${service}:us-east-1:111111111111:${rest}`;
const parameters = (...names: readonly string[]) => names.map((name) => regional('ssm', `parameter/${name}`));
const roles = (...names: readonly string[]) => names.map((name) => `arn:aws:iam::111111111111:role/${name}`);
const group = (name: string) => regional('autoscaling', `autoScalingGroup:uuid:autoScalingGroupName/${name}`);
const instance = regional('ec2', 'instance/i-0123456789abcdef0');
const image = 'arn:aws:ec2:us-east-1::image/ami-0123456789abcdef0';
const snapshot = 'arn:aws:ec2:us-east-1::snapshot/snap-0123456789abcdef0';

const OURS = { 'autoscaling:ResourceTag/application': 'semaphore-agent' };
const FLEETS_GROUP = group('ci-autoScalingGroup-1A2B3C');
/** Names that almost have the form of a fleet's group. */
const OTHER_GROUPS = ['ci-AutoScalingGroup-1', 'runningGroup-1', 'my-autoScaling'].map(group);

/** What `deploy` and `destroy` change in a fleet's group themselves. */
const CHANGES_OF_GROUPS = [
  'autoscaling:DeleteScheduledAction',
  'autoscaling:DeleteTags',
  'autoscaling:ResumeProcesses',
  'autoscaling:SetInstanceProtection',
  'autoscaling:UpdateAutoScalingGroup',
];

const DEPLOYER: readonly PolicyCase[] = [
  ...allows(
    'sts:AssumeRole',
    roles(
      'cdk-hnb659fds-deploy-role-111111111111-us-east-1',
      'cdk-hnb659fds-file-publishing-role-111111111111-us-east-1',
      'cdk-hnb659fds-lookup-role-111111111111-us-east-1',
    ),
  ),
  ...denies(
    'sts:AssumeRole',
    roles(
      'Administrator',
      'cdk-hnb659fds-cfn-exec-role-111111111111-us-east-1',
      'cdk-hnb659fds-image-publishing-role-111111111111-us-east-1',
      ...['deploy', 'file-publishing', 'lookup'].flatMap((use) => [
        // The bootstrap of other CDK apps, whose CloudFormation may be an administrator.
        `cdk-agents-${use}-role-111111111111-us-east-1`,
        `my-cdk-hnb659fds-${use}-role-1`,
      ]),
      ...['cdk-hnb659fds-deployments', 'cdk-hnb659fds-file-publications', 'cdk-hnb659fds-lookups'],
    ),
  ),
  ...denies('sts:TagSession', roles('cdk-hnb659fds-deploy-role-111111111111-us-east-1')),

  ...allows([
    'autoscaling:DescribeAutoScalingGroups',
    'autoscaling:DescribeScheduledActions',
    'cloudformation:DescribeStackResource',
    'cloudformation:DescribeStacks',
    'cloudformation:GetTemplate',
    'cloudwatch:GetMetricData',
    'ec2:DescribeHosts',
    'ec2:DescribeImages',
    'ec2:DescribeInstanceTypeOfferings',
    'ec2:DescribeInstanceTypes',
    'ec2:DescribeInstances',
    'ec2:DescribeKeyPairs',
    'ec2:DescribeLaunchTemplateVersions',
    'ec2:DescribeLaunchTemplates',
    'ec2:DescribeRouteTables',
    'ec2:DescribeSecurityGroups',
    'ec2:DescribeSubnets',
    'ec2:DescribeVpcs',
    'ec2:DescribeVpnGateways',
    'ec2:GetConsoleOutput',
    'iam:GetPolicy',
    'iam:GetPolicyVersion',
    'iam:ListAttachedRolePolicies',
    'iam:ListPolicyVersions',
    'kms:DescribeKey',
    'kms:GetKeyPolicy',
    'logs:DescribeLogGroups',
    'logs:FilterLogEvents',
    'servicequotas:ListServiceQuotas',
    'ssm:DescribeParameters',
  ]),
  ...denies([
    'autoscaling:SetDesiredCapacity',
    'cloudformation:DeleteStack',
    'cloudwatch:DeleteAlarms',
    'ec2:TerminateInstances',
    'iam:CreatePolicyVersion',
    'kms:Decrypt',
    'logs:DeleteLogGroup',
    'servicequotas:RequestServiceQuotaIncrease',
    'ssm:SendCommand',
  ]),

  ...allows(CHANGES_OF_GROUPS, FLEETS_GROUP, OURS),
  ...denies(
    [
      'autoscaling:CreateOrUpdateTags',
      'autoscaling:DeleteAutoScalingGroup',
      'autoscaling:SetDesiredCapacity',
      'autoscaling:SuspendProcesses',
    ],
    FLEETS_GROUP,
    OURS,
  ),
  ...denies(CHANGES_OF_GROUPS, OTHER_GROUPS, OURS),
  ...denies(CHANGES_OF_GROUPS, FLEETS_GROUP),
  ...denies(CHANGES_OF_GROUPS, FLEETS_GROUP, {
    'autoscaling:ResourceTag/application': 'web',
  }),

  ...allows(['ssm:GetParameter', 'ssm:PutParameter'], parameters('semaphore/token')),
  ...denies(['ssm:DeleteParameter', 'ssm:GetParameterHistory'], parameters('semaphore/token')),
  ...denies(
    ['ssm:GetParameter', 'ssm:PutParameter'],
    parameters('prod/db-password', 'prod/semaphore/token', 'semaphored', 'semaphore'),
  ),
  ...allows(['ssm:GetParameter', 'ssm:PutParameter'], parameters('ci-rollout')),
  ...denies(['ssm:DeleteParameter', 'ssm:GetParameterHistory'], parameters('ci-rollout')),
  ...denies(
    ['ssm:GetParameter', 'ssm:PutParameter'],
    // The first is in the folder of tokens, which another statement allows.
    parameters('semaphore/ci-rollout', 'prod/ci-rollout', 'ci-rollouts', 'rollout', 'flout', 'ci-config'),
  ),
  ...allows('ssm:GetParameter', parameters('cdk-bootstrap/hnb659fds/version')),
  ...denies(['ssm:PutParameter', 'ssm:DeleteParameter'], parameters('cdk-bootstrap/hnb659fds/version')),
  ...denies('ssm:GetParameter', parameters('prod/cdk-bootstrap/x', 'cdk-boots')),

  ...allows('ec2:DeregisterImage', image, { 'aws:ResourceTag/Name': 'Semaphore agent' }),
  ...allows('ec2:DeleteSnapshot', snapshot, { 'aws:ResourceTag/Name': 'Semaphore agent' }),
  ...denies(['ec2:DeregisterImage', 'ec2:DeleteSnapshot'], [image, snapshot]),
  ...denies(['ec2:DeregisterImage', 'ec2:DeleteSnapshot'], [image, snapshot], {
    'aws:ResourceTag/Name': 'golden image',
  }),
  ...denies('ec2:ModifyImageAttribute', [image, snapshot], { 'aws:ResourceTag/Name': 'Semaphore agent' }),
  ...denies(['ec2:DeregisterImage', 'ec2:DeleteSnapshot'], instance, {
    'aws:ResourceTag/Name': 'Semaphore agent',
  }),
];

const OPERATOR: readonly PolicyCase[] = [
  ...allows([
    'autoscaling:DescribeAutoScalingGroups',
    'autoscaling:DescribeScalingActivities',
    'autoscaling:DescribeScheduledActions',
    'cloudformation:DescribeStacks',
    'cloudformation:GetTemplate',
    'cloudformation:ListStackResources',
    'cloudwatch:DescribeAlarms',
    'cloudwatch:GetMetricData',
    'ec2:DescribeHosts',
    'ec2:DescribeImages',
    'ec2:DescribeInstances',
    'ec2:DescribeInstanceTypeOfferings',
    'ec2:DescribeInstanceTypes',
    'ec2:DescribeKeyPairs',
    'ec2:DescribeLaunchTemplateVersions',
    'ec2:DescribeRouteTables',
    'ec2:DescribeSecurityGroups',
    'ec2:DescribeSubnets',
    'ec2:GetConsoleOutput',
    'events:DescribeRule',
    'events:ListTargetsByRule',
    'iam:GetInstanceProfile',
    'iam:GetPolicyVersion',
    'iam:ListAttachedRolePolicies',
    'iam:ListPolicyVersions',
    'kms:DescribeKey',
    'kms:GetKeyPolicy',
    'lambda:GetFunction',
    'logs:DescribeLogGroups',
    'logs:FilterLogEvents',
    'servicequotas:ListServiceQuotas',
  ]),
  ...denies([
    'autoscaling:SetDesiredCapacity',
    'cloudformation:DeleteStack',
    'cloudwatch:DeleteAlarms',
    'ec2:TerminateInstances',
    'events:PutTargets',
    'iam:PutRolePolicy',
    'kms:Decrypt',
    'kms:PutKeyPolicy',
    'lambda:InvokeFunction',
    'logs:DeleteLogGroup',
    'servicequotas:RequestServiceQuotaIncrease',
  ]),
  ...allows(
    'ssm:GetParameter',
    parameters(
      'ci-config',
      'ci-rollout',
      'ci-scaler-jobs',
      'ci-ssh-public-keys',
      'cdk-bootstrap/hnb659fds/version',
      'semaphore/token',
    ),
  ),
  ...denies(
    ['ssm:PutParameter', 'ssm:GetParameterHistory'],
    parameters(
      'ci-config',
      'ci-rollout',
      'ci-scaler-jobs',
      'ci-ssh-public-keys',
      'cdk-bootstrap/hnb659fds/version',
      'semaphore/token',
    ),
  ),
  ...denies(
    'ssm:GetParameter',
    parameters(
      ...['prod/db-password', 'app-config-prod', 'appconfig', 'my-con', 'trafig', 'x-ssh-public-keys-old'],
      ...[
        'dissh-public-keys',
        'xssh-public-keys',
        'x-lic-keys',
        'my-ssh-pub',
        'cdk-boots',
        'my/cdk-bootstrap/x',
      ],
      ...['prod/semaphore/token', 'semaphored', 'x-config.json'],
      ...[
        'prod/ci-rollout',
        'ci-rollout-2',
        'cirollout',
        'prod/ci-scaler-jobs',
        'ci-scaler-jobs-2',
        'ciscaler-jobs',
        'my-scaler-jo',
        'spider-jobs',
        'my-lout',
        'prod/db-config',
        'prod/eu/db-config',
        'prod/x-ssh-public-keys',
      ],
    ),
  ),
];

const tagged = { 'ssm:resourceTag/application': 'semaphore-agent' };
const me = { 'aws:userid': 'AROA:ann' };
const ON_CALL: readonly PolicyCase[] = [
  ...allows(
    [
      'autoscaling:DeleteScheduledAction',
      'autoscaling:PutScheduledUpdateGroupAction',
      'autoscaling:UpdateAutoScalingGroup',
    ],
    FLEETS_GROUP,
    OURS,
  ),
  ...denies(
    [
      'autoscaling:DeleteScheduledAction',
      'autoscaling:PutScheduledUpdateGroupAction',
      'autoscaling:UpdateAutoScalingGroup',
    ],
    [FLEETS_GROUP, ...OTHER_GROUPS],
  ),
  ...denies('autoscaling:UpdateAutoScalingGroup', OTHER_GROUPS, OURS),
  ...denies('autoscaling:UpdateAutoScalingGroup', FLEETS_GROUP, {
    'autoscaling:ResourceTag/application': 'web',
  }),
  ...denies('autoscaling:DeleteAutoScalingGroup', FLEETS_GROUP, OURS),

  ...allows('ssm:PutParameter', parameters('ci-rollout')),
  ...denies(
    'ssm:PutParameter',
    parameters('ci-config', 'ci-rollout-2', 'cirollout', 'my-lout', 'prod/ci-rollout'),
  ),
  ...denies(['ssm:DeleteParameter', 'ssm:GetParameter'], parameters('ci-rollout', 'prod/ci-rollout')),

  ...allows(['autoscaling:DeleteTags', 'autoscaling:ResumeProcesses'], FLEETS_GROUP, OURS),
  ...denies(['autoscaling:DeleteTags', 'autoscaling:ResumeProcesses'], [FLEETS_GROUP, ...OTHER_GROUPS]),
  ...denies(['autoscaling:DeleteTags', 'autoscaling:ResumeProcesses'], OTHER_GROUPS, OURS),
  ...denies(['autoscaling:DeleteTags', 'autoscaling:ResumeProcesses'], FLEETS_GROUP, {
    'autoscaling:ResourceTag/application': 'web',
  }),
  ...denies(['autoscaling:CreateOrUpdateTags', 'autoscaling:SuspendProcesses'], FLEETS_GROUP, OURS),
  ...allows('autoscaling:DeleteTags', FLEETS_GROUP, { ...OURS, 'aws:TagKeys': ['semaphore:launch-brake'] }),
  ...denies('autoscaling:DeleteTags', FLEETS_GROUP, { ...OURS, 'aws:TagKeys': ['application'] }),

  ...allows('ssm:DescribeInstanceInformation'),
  ...denies('ssm:SendCommand'),

  ...allows('ssm:StartSession', instance, tagged),
  ...denies('ssm:StartSession', [instance, regional('ssm', 'managed-instance/mi-1')]),
  ...denies('ssm:StartSession', instance, { 'ssm:resourceTag/application': 'web' }),
  ...denies('ssm:StartSession', regional('ssm', 'managed-instance/mi-1'), tagged),
  ...denies('ssm:SendCommand', instance, tagged),

  ...allows('ssm:StartSession', regional('ssm', 'document/SSM-SessionManagerRunShell')),
  ...denies(
    'ssm:StartSession',
    [
      'AWS-StartPortForwardingSession',
      'My-SSM-SessionManagerRunShell',
      'SSM-SessionManagerRunShellAsRoot',
    ].map((name) => regional('ssm', `document/${name}`)),
  ),
  ...denies('ssm:UpdateDocument', regional('ssm', 'document/SSM-SessionManagerRunShell')),

  ...allows(
    ['ssm:ResumeSession', 'ssm:TerminateSession', 'ssmmessages:OpenDataChannel'],
    regional('ssm', 'session/AROA:ann-0123'),
    me,
  ),
  ...denies(
    ['ssm:ResumeSession', 'ssm:TerminateSession', 'ssmmessages:OpenDataChannel'],
    ['AROA:bob-0123', 'x-AROA:ann-0123', 'AROA:anna-0123'].map((id) => regional('ssm', `session/${id}`)),
    me,
  ),
  ...denies(
    ['ssm:SendCommand', 'ssmmessages:CreateDataChannel'],
    regional('ssm', 'session/AROA:ann-0123'),
    me,
  ),
];

describe.each([
  ['deployer-policy.json', DEPLOYER],
  ['operator-policy.json', OPERATOR],
  ['on-call-policy.json', ON_CALL],
])('%s', (file, cases) => {
  const document: unknown = JSON.parse(readFileSync(join(installation.root, 'apps/fleet', file), 'utf8'));

  it('allows what its commands call, and denies what has an almost equal name', () => {
    expect(wrongCases([document], cases)).toEqual([]);
  });

  it('cannot have another effect, action, resource or condition without failing one of the cases', () => {
    expect(survivingMutants([document], cases)).toEqual([]);
  });
});
