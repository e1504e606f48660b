import type { ContextValues } from '@agent-aws-stack/iam-evaluator';
import { denies, type PolicyCase } from '@agent-aws-stack/iam-evaluator/testing';
import { BOUNDARY, CALLER } from './execution-calls.ts';
import { arns } from './arns.ts';

const alarms = arns('cloudwatch:us-east-1:111111111111:alarm:');
const buckets = arns('s3:::');
const dashboards = arns('cloudwatch::111111111111:dashboard/');
const ec2 = arns('ec2:us-east-1:111111111111:');
const functions = arns('lambda:us-east-1:111111111111:function:');
const groups = arns('autoscaling:us-east-1:111111111111:autoScalingGroup:1234:autoScalingGroupName/');
const logGroups = arns('logs:us-east-1:111111111111:log-group:');
const parameters = arns('ssm:us-east-1:111111111111:parameter/');
const profiles = arns('iam::111111111111:instance-profile/');
const roles = arns('iam::111111111111:role/');
const rules = arns('events:us-east-1:111111111111:rule/');

/** Names that are almost like those of a fleet's roles and functions. */
const NEAR_MISSES = [
  ...['autoscaler', 'autoscalerLambda', 'payments-Lambda', 'my-scaler', 'x-scalers'],
  ...['myinstanceProfileRole', 'my-ProfileRole', 'x-instancePool', 'Administrator', 'payments'],
  ...['mysshKeysUpdater', 'x-Updater', 'x-sshKeysBackup'],
  ...['myRebalanceSuspender', 'x-Suspender', 'x-Rebalancer', 'x-rebalanceSuspender'],
  ...['myazRebalanceSuspender', 'x-LeaseSuspender', 'x-azRebalancer'],
  ...['payments-LogRetention', 'x-aae0aa3c5b4d', 'myLogRetentionaae0aa3c5b4d'],
];
const FLEETS_ROLES = roles([
  ...['ci-instanceProfileRole47059124-1', 'ci-scalerLambdaRole1D61EB11-1'],
  ...['ci-sshKeysUpdaterRole765585CA-1', 'ci-RebalanceSuspenderLambdaRole-1'],
]);
const OLD_ROLES = roles(['ci-azRebalanceSuspenderRole-1', 'ci-LogRetentionaae0aa3c5b4d4f87-1']);

const within: ContextValues = { ...CALLER, 'iam:PermissionsBoundary': BOUNDARY };
const toLambda: ContextValues = { ...CALLER, 'iam:PassedToService': 'lambda.amazonaws.com' };
const aws = (policy: string) => `arn:aws:iam::aws:policy/${policy}`;

const ROLE_CALLS: readonly PolicyCase[] = [
  // On a fleet's roles without the boundary or with another one, and on roles of others.
  ...[
    'iam:CreateRole',
    'iam:PutRolePolicy',
    'iam:AttachRolePolicy',
    'iam:PutRolePermissionsBoundary',
  ].flatMap((action) => [
    ...denies(action, FLEETS_ROLES, CALLER),
    ...denies(action, FLEETS_ROLES, { ...CALLER, 'iam:PermissionsBoundary': aws('AdministratorAccess') }),
    ...denies(action, roles(NEAR_MISSES), within),
  ]),
  ...denies(['iam:DeleteRolePermissionsBoundary', 'iam:UpdateAssumeRolePolicy'], FLEETS_ROLES, within),
  ...['AdministratorAccess', 'AdministratorAccess-Amplify', 'IAMFullAccess', 'PowerUserAccess'].flatMap(
    (policy) => denies('iam:AttachRolePolicy', FLEETS_ROLES, { ...within, 'iam:PolicyARN': aws(policy) }),
  ),
  ...denies(['iam:DeleteRole', 'iam:DetachRolePolicy', 'iam:GetRole'], roles(NEAR_MISSES), within),
  ...denies('iam:SimulatePrincipalPolicy', [...FLEETS_ROLES, ...OLD_ROLES], { ...within, ...toLambda }),
  ...denies(['iam:CreateRole', 'iam:PutRolePolicy', 'iam:PassRole'], OLD_ROLES, { ...within, ...toLambda }),
  ...denies('iam:PassRole', roles(NEAR_MISSES), toLambda),
  ...denies('iam:PassRole', FLEETS_ROLES, CALLER),
  ...denies('iam:PassRole', FLEETS_ROLES, { ...CALLER, 'iam:PassedToService': 'glue.amazonaws.com' }),
  ...denies(
    ['iam:AddRoleToInstanceProfile', 'iam:DeleteInstanceProfile'],
    profiles(['web', 'mylaunchTemplateProfile', 'x-plateProfile', 'x-launchTemporary']),
  ),
  ...denies('iam:TagInstanceProfile', profiles(['ci-launchTemplateProfileB2BF4FB7-1'])),
  ...denies(
    'iam:CreateServiceLinkedRole',
    roles([
      ...['aws-service-role/ssm.amazonaws.com/x', 'aws-service-role/autosomething.amazonaws.com/x'],
      ...['x/aws-service-role/autoscaling.amazonaws.com/y', 'x/aws-service-role/spot.amazonaws.com/y'],
    ]),
  ),
  ...denies(
    'iam:DeleteServiceLinkedRole',
    roles(['autoscaling', 'spot'].map((name) => `aws-service-role/${name}.amazonaws.com/AWSServiceRoleForX`)),
  ),
  ...denies(['iam:CreateUser', 'iam:CreatePolicyVersion', 'iam:CreateAccessKey']),
];

const logicalId = (id: string): ContextValues => ({
  'aws:ResourceTag/aws:cloudformation:logical-id': id,
  'aws:ResourceTag/aws:cloudformation:stack-name': 'any',
});
const ofTemplate = logicalId('launchTemplateDEE5742D');
const ofGroup = logicalId('securityGroup32C48086');
const application: ContextValues = { 'aws:ResourceTag/application': 'semaphore-agent' };
const ofOldTemplate: ContextValues = { 'aws:ResourceTag/Name': 'AwsSemaphoreAgentStack/launchTemplate' };

const EC2_CALLS: readonly PolicyCase[] = [
  ...denies(
    ['ec2:TerminateInstances', 'ec2:DeleteVolume', 'ec2:DeleteVpc'],
    ['*', ...ec2(['instance/i-1', 'volume/vol-1', 'vpc/vpc-1'])],
  ),
  ...denies('ec2:CreateTags', ec2(['subnet/subnet-1', 'image/ami-1'])),
  ...denies(
    'ec2:DeleteTags',
    ec2(['instance/i-1', 'volume/vol-1', 'subnet/subnet-1', 'security-group/sg-1']),
  ),
  // Launch templates of others.
  ...[
    {},
    { 'aws:ResourceTag/application': 'web' },
    { 'aws:ResourceTag/Name': 'web' },
    logicalId('web'),
  ].flatMap((tags) =>
    denies(
      ['ec2:CreateLaunchTemplateVersion', 'ec2:DeleteLaunchTemplate', 'ec2:ModifyLaunchTemplate'],
      ec2(['launch-template/lt-1']),
      tags,
    ),
  ),
  ...[{}, application, ofTemplate, ofOldTemplate].flatMap((tags) =>
    denies('ec2:DeleteLaunchTemplateVersions', ec2(['launch-template/lt-1']), tags),
  ),
  ...denies(
    ['ec2:CreateLaunchTemplate', 'ec2:CreateLaunchTemplateVersion', 'ec2:DeleteLaunchTemplate'],
    ec2(['subnet/subnet-1']),
    { ...application, ...ofTemplate, ...ofOldTemplate },
  ),
  ...denies(['ec2:ModifyLaunchTemplate'], ec2(['subnet/subnet-1']), {
    ...application,
    ...ofTemplate,
    ...ofOldTemplate,
  }),
  // Security groups of others: one of another stack, and one that belongs to no stack but has a name.
  ...[logicalId('web'), { 'aws:ResourceTag/Name': 'web' }].flatMap((tags) =>
    denies(
      [
        'ec2:AuthorizeSecurityGroupEgress',
        'ec2:AuthorizeSecurityGroupIngress',
        'ec2:DeleteSecurityGroup',
        'ec2:DeleteTags',
        'ec2:RevokeSecurityGroupEgress',
        'ec2:RevokeSecurityGroupIngress',
        'ec2:UpdateSecurityGroupRuleDescriptionsEgress',
      ],
      ec2(['security-group/sg-1']),
      tags,
    ),
  ),
  ...[{}, ofGroup].flatMap((tags) =>
    denies('ec2:ModifySecurityGroupRules', ec2(['security-group/sg-1']), tags),
  ),
  ...[{}, ofGroup].flatMap((tags) =>
    denies(
      ['ec2:AuthorizeSecurityGroupIngress', 'ec2:DeleteSecurityGroup', 'ec2:RevokeSecurityGroupEgress'],
      ec2(['subnet/subnet-1']),
      tags,
    ),
  ),
  ...[{}, ofGroup].flatMap((tags) =>
    denies('ec2:UpdateSecurityGroupRuleDescriptionsIngress', ec2(['subnet/subnet-1']), tags),
  ),
  ...denies('ec2:CreateSecurityGroup', ec2(['subnet/subnet-1'])),
  ...denies('ec2:ModifyVpcAttribute', ec2(['vpc/vpc-1'])),
];

const FLEETS_PARAMETERS = [
  'ci-config',
  'ci-rollout',
  'ci-scaler-jobs',
  'ci-scaler-turn',
  'ci-ssh-public-keys',
];

export const FORBIDDEN_CALLS: readonly PolicyCase[] = [
  ...ROLE_CALLS,
  ...EC2_CALLS,
  ...denies([
    'autoscaling:SetDesiredCapacity',
    'cloudformation:DeleteStack',
    'cloudwatch:SetAlarmState',
    'logs:DeleteLogGroup',
    'resource-groups:StartTagSyncTask',
    'ssm:SendCommand',
  ]),
  ...denies(
    ['autoscaling:DeleteAutoScalingGroup', 'autoscaling:UpdateAutoScalingGroup', 'autoscaling:DeleteTags'],
    groups(['web', 'myautoScalingGroup-1', 'runningGroup-1', 'x-autoScaler']),
  ),
  ...denies('autoscaling:EnableMetricsCollection', groups(['web'])),
  ...denies('autoscaling:TerminateInstanceInAutoScalingGroup', groups(['ci-autoScalingGroup-1'])),
  ...denies(
    [
      'lambda:UpdateFunctionCode',
      'lambda:DeleteFunction',
      'lambda:InvokeFunction',
      'lambda:PutFunctionConcurrency',
    ],
    functions(NEAR_MISSES),
  ),
  ...denies(
    'lambda:CreateFunctionUrlConfig',
    functions([
      ...['ci-scalerLambdaEE0B7FDF-1', 'ci-azRebalanceSuspenderLambda-1'],
      ...['ci-LogRetentionaae0aa3c5b4d4f87-1'],
    ]),
  ),
  ...denies(
    ['lambda:UpdateFunctionCode', 'lambda:CreateFunction'],
    functions(['ci-azRebalanceSuspenderLambda-1', 'ci-LogRetentionaae0aa3c5b4d4f87-1']),
  ),
  ...denies(
    ['s3:GetObject', 's3:GetObjectVersion'],
    buckets([
      ...['acme-secrets/key', 'my-cdk-x-assets-1/key', 'cdx-x-assets-1/key', 'cdk-myassets-1/key'],
      ...['cdk-x-assistant/key', 'cdk-x-secrets-1/key'],
    ]),
  ),
  ...denies('s3:PutObject', buckets(['cdk-hnb659fds-assets-111111111111-us-east-1/key'])),
  ...denies(
    ['logs:DeleteLogGroup', 'logs:PutRetentionPolicy'],
    logGroups([
      ...['/aws/lambda/payments', '/aws/lambda/autoscaler', '/aws/lambda/my-agent-scaler'],
      ...['/aws/lambda/ci/agent-x', '/aws/legacy/x/agent-scaler', 'x/aws/lambda/ci/agent-scaler'],
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
  ...denies('logs:PutSubscriptionFilter', logGroups(['/aws/lambda/ci/agent-scaler'])),
  ...denies(
    ['events:DeleteRule', 'events:PutTargets'],
    rules([
      ...['nightly', 'autoscalerRule', 'x-otherRule', 'x-scale-up', 'mysshKeysUpdater', 'x-Updater'],
      ...['x-sshKeysBackup', 'myHostKeys', 'x-Keys', 'x-Hosts'],
    ]),
  ),
  ...denies('events:CreateArchive', rules(['ci-scalerRule7E4F6830-1'])),
  ...denies(
    ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:PutParameter', 'ssm:DeleteParameter'],
    parameters([
      ...['prod/secret', 'app-config-prod', 'appconfig', 'my-con', 'trafig', 'prod/app-config'],
      ...['x-scaler-turn-2', 'myscaler-turn', 'your-turn', 'x-scale', 'prod/x-scaler-turn'],
      ...['x-rollout-2', 'myrollout', 'prod/x-rollout'],
      ...['x-scaler-jobs-2', 'myscaler-jobs', 'prod/x-scaler-jobs'],
      ...['x-ssh-public-keys-2', 'myssh-public-keys', 'x-public-keys', 'x-ssh-pub', 'prod/x-ssh-public-keys'],
    ]),
  ),
  ...denies('ssm:GetParameterHistory', parameters(FLEETS_PARAMETERS)),
  ...denies('ssm:GetParameters', parameters(['my/cdk-bootstrap/x', 'cdk-boots'])),
  ...denies('ssm:PutParameter', parameters(['cdk-bootstrap/hnb659fds/version'])),
  ...denies(
    ['cloudwatch:DeleteAlarms', 'cloudwatch:PutMetricAlarm'],
    alarms([
      ...['web', 'x-scaler-failing-2', 'autoscaler-failing', 'disk-failing', 'my-scaler-full'],
      ...['x-scaler-silent-2', 'autoscaler-silent', 'queue-silent', 'my-scaler-x'],
      ...['x-agents-do-not-start-2', 'myagents-do-not-start', 'jobs-do-not-start', 'x-agents-do-not'],
      ...['x-agents-missing-2', 'myagents-missing', 'files-missing', 'x-agents-miss'],
      ...[
        'x-jobs-waiting-at-maximum-2',
        'nojobs-waiting-at-maximum',
        'x-connecting-at-maximum',
        'x-jobs-waiting',
      ],
      ...['x-jobs-waiting-long-2', 'nojobs-waiting-long', 'x-connecting-long', 'x-jobs-waiting-l'],
      ...[
        'x-ssh-keys-updater-failing-2',
        'myssh-keys-updater-failing',
        'heater-failing',
        'x-ssh-keys-update',
      ],
    ]),
  ),
  ...denies('cloudwatch:SetAlarmState', alarms(['ci-scaler-failing', 'ci-scaler-silent'])),
  ...denies(
    'cloudwatch:SetAlarmState',
    alarms([
      ...['ci-agents-do-not-start', 'ci-agents-missing'],
      ...['ci-jobs-waiting-at-maximum', 'ci-jobs-waiting-long'],
      'ci-ssh-keys-updater-failing',
    ]),
  ),
  ...denies(
    ['cloudwatch:DeleteDashboards', 'cloudwatch:PutDashboard', 'cloudwatch:GetDashboard'],
    dashboards(['web', 'xsemaphore-agents', 'the-agents', 'x-semaphores', 'x-semaphore-agents-2']),
  ),
  ...denies('cloudwatch:TagResource', dashboards(['ci-semaphore-agents'])),
  ...denies('license-manager:DeleteLicenseConfiguration', [
    'arn:aws:license-manager:us-east-1:111111111111:license-configuration:lic-1',
  ]),
  ...denies(
    ['license-manager:GetLicenseConfiguration', 'license-manager:UpdateLicenseSpecificationsForResource'],
    'arn:aws:license-manager:us-east-1:111111111111:license:l-1',
  ),
];
