import type { ContextValues } from '@agent-aws-stack/iam-evaluator';
import { allows, type PolicyCase } from '@agent-aws-stack/iam-evaluator/testing';

const ec2 = (rest: string) => `arn:aws:ec2:us-east-1:111111111111:${rest}`;
const roles = (names: readonly string[]) => names.map((name) => `arn:aws:iam::111111111111:role/${name}`);
const functions = (names: readonly string[]) =>
  names.map((name) => `arn:aws:lambda:us-east-1:111111111111:function:${name}`);

/** The only tag of the JavaScript stack's launch template: Name, with the path of the construct. An upgrade cannot change the tag. */
const OLD_TEMPLATE: ContextValues = { 'aws:ResourceTag/Name': 'AwsSemaphoreAgentStack/launchTemplate' };

/** The calls of CloudFormation's role that CLOUDFORMATION_ACTIONS does not list. */
export const OTHER_CALLS: readonly PolicyCase[] = [
  // When a group is created or changed, Auto Scaling checks that the caller may launch from the template.
  // https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html
  ...allows(
    'ec2:RunInstances',
    ['instance/*', 'image/ami-1', 'launch-template/lt-1', 'subnet/subnet-1', 'volume/*'].map(ec2),
  ),
  ...allows('ec2:CreateSecurityGroup', ec2('vpc/vpc-1')),
  ...allows('ec2:CreateTags', [ec2('instance/i-1'), ec2('volume/vol-1')]),
  ...allows('ec2:ModifyLaunchTemplate', ec2('launch-template/lt-1'), {
    'aws:ResourceTag/application': 'semaphore-agent',
  }),
  ...allows(
    ['ec2:CreateLaunchTemplateVersion', 'ec2:DeleteLaunchTemplate', 'ec2:ModifyLaunchTemplate'],
    ec2('launch-template/lt-1'),
    OLD_TEMPLATE,
  ),
  ...allows('iam:PassRole', roles(['ci-instanceProfileRole47059124-1A2B3C4D5E6F']), {
    'iam:PassedToService': 'ec2.amazonaws.com.cn',
  }),
  ...allows('iam:ListInstanceProfilesForRole', roles(['ci-instanceProfileRole47059124-1A2B3C4D5E6F'])),
  // The first group of an account, or its first group with spot instances, creates the service-linked role.
  ...allows(
    'iam:CreateServiceLinkedRole',
    roles(['autoscaling', 'spot'].map((name) => `aws-service-role/${name}.amazonaws.com/AWSServiceRoleForX`)),
  ),
  // Checked together with RunInstances for a macOS fleet, whose launch template has a license configuration. License Manager
  // allocates and releases the hosts of a host resource group itself, so CloudFormation's role needs no permission for that.
  // https://docs.aws.amazon.com/license-manager/latest/userguide/host-resource-groups.html
  ...allows(
    ['license-manager:GetLicenseConfiguration', 'license-manager:UpdateLicenseSpecificationsForResource'],
    'arn:aws:license-manager:us-east-1:111111111111:license-configuration:lic-1',
  ),
  // It is assumed that Lambda reads a function's code from the CDK's bucket with the permissions of the caller.
  ...allows(
    ['s3:GetObject', 's3:GetObjectVersion'],
    'arn:aws:s3:::cdk-hnb659fds-assets-111111111111-us-east-1/code.zip',
  ),
  // Each template has a parameter with the bootstrap's version, which CloudFormation reads.
  ...allows(
    'ssm:GetParameters',
    'arn:aws:ssm:us-east-1:111111111111:parameter/cdk-bootstrap/hnb659fds/version',
  ),
];

/** Calls that a handler of CloudFormation may make to read a resource, and that the JavaScript stack's execution policy allows too. */
export const READ_CALLS: readonly PolicyCase[] = [
  ...allows('lambda:ListTags', functions(['ci-scalerLambdaEE0B7FDF-1A2B3C4D5E6F'])),
  ...allows('resource-groups:ListGroups'),
  ...allows('ssm:GetParameter', 'arn:aws:ssm:us-east-1:111111111111:parameter/ci-config'),
];

/** Names of functions and roles that only the JavaScript stack has. CloudFormation cuts the logical id in them. */
const OLD_NAMES = [
  'ci-azRebalanceSuspenderLambda8D0C1A2B-1A2B3C4D5E6F',
  'ci-azRebalanceSuspenderProvi-1A2B3C4D5E6F',
  'ci-LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8a-1A2B3C4D5E6F',
  // It is assumed that CloudFormation keeps at least 24 characters of a logical id.
  'a-very-long-name-of-a-fl-LogRetentionaae0aa3c5b4d-1A2B3C4D5E6F',
];

/** The calls with which CloudFormation upgrades a fleet of the JavaScript stack, or rolls such an upgrade back. */
export const UPGRADE_CALLS: readonly PolicyCase[] = [
  ...allows(
    ['lambda:DeleteFunction', 'lambda:GetFunction', 'lambda:InvokeFunction', 'lambda:RemovePermission'],
    functions(OLD_NAMES),
  ),
  ...allows(
    [
      'iam:DeleteRole',
      'iam:DeleteRolePolicy',
      'iam:DetachRolePolicy',
      'iam:GetRole',
      'iam:GetRolePolicy',
      'iam:ListAttachedRolePolicies',
      'iam:ListInstanceProfilesForRole',
      'iam:ListRolePolicies',
    ],
    roles(OLD_NAMES),
  ),
  ...allows(
    ['lambda:DeleteFunctionConcurrency', 'lambda:PutFunctionConcurrency'],
    functions(['ci-scalerLambdaEE0B7FDF-1A2B3C4D5E6F']),
  ),
];
