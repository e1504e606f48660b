/**
 * A permission that the execution policy must contain in addition to those of CLOUDFORMATION_ACTIONS, with the reason why
 * CloudFormation's role needs it.
 */
export interface ReviewedRight {
  readonly action: string;
  readonly resource: string;
  readonly reason: string;
}

const ec2 = (rest: string) => `arn:aws:ec2:us-east-1:111111111111:${rest}`;
const iam = (rest: string) => `arn:aws:iam::111111111111:${rest}`;
const lambda = (name: string) => `arn:aws:lambda:us-east-1:111111111111:function:${name}`;

const onLaunch =
  'when a group is created or changed, Auto Scaling checks that the caller may launch from the template';
const forTags = 'checked like RunInstances, for a launch template with tags for instances and volumes';
const firstInAccount =
  'the first group of an account, or its first group with spot instances, creates the service-linked role';
const upgrade = 'an upgrade from the JavaScript stack deletes the resources that this one does not have';

const OLD_LOGICAL_IDS = [
  'azRebalanceSuspenderLambdaC1234567',
  'azRebalanceSuspenderProviderframeworkonEvent12345678',
  'LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8aFD4BFC8A',
];

export const REVIEWED_RIGHTS: readonly ReviewedRight[] = [
  ...['instance/*', 'image/ami-1', 'launch-template/lt-1', 'subnet/subnet-1', 'volume/*'].map((rest) => ({
    action: 'ec2:RunInstances',
    resource: ec2(rest),
    reason: onLaunch,
  })),
  { action: 'ec2:CreateTags', resource: ec2('instance/i-1'), reason: forTags },
  { action: 'ec2:CreateTags', resource: ec2('volume/vol-1'), reason: forTags },
  {
    action: 'iam:PassRole',
    resource: iam('role/ci-instanceProfileRole47059124-1A2B3C4D5E6F'),
    reason: 'checked like RunInstances, for a launch template with an instance profile',
  },
  ...['autoscaling', 'spot'].map((service) => ({
    action: 'iam:CreateServiceLinkedRole',
    resource: iam(`role/aws-service-role/${service}.amazonaws.com/AWSServiceRoleFor`),
    reason: firstInAccount,
  })),
  // License Manager allocates and releases the hosts of a host resource group itself, so CloudFormation's role needs no permission for that.
  // https://docs.aws.amazon.com/license-manager/latest/userguide/host-resource-groups.html
  ...['GetLicenseConfiguration', 'UpdateLicenseSpecificationsForResource'].map((action) => ({
    action: `license-manager:${action}`,
    resource: 'arn:aws:license-manager:us-east-1:111111111111:license-configuration:lic-1',
    reason:
      'checked like RunInstances, for the launch template of a macOS fleet, which has a license configuration',
  })),
  {
    action: 'resource-groups:GroupResources',
    resource: 'arn:aws:resource-groups:us-east-1:111111111111:group/ci',
    reason: 'CloudFormation adds the configured dedicated hosts to the host resource group of a macOS fleet',
  },
  {
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::cdk-hnb659fds-assets-111111111111-us-east-1/code.zip',
    reason: "Lambda reads a function's code from the CDK's bucket with the permissions of the caller",
  },
  {
    action: 'ssm:GetParameters',
    resource: 'arn:aws:ssm:us-east-1:111111111111:parameter/cdk-bootstrap/hnb659fds/version',
    reason: "each template has a parameter with the bootstrap's version, which CloudFormation reads",
  },
  ...OLD_LOGICAL_IDS.flatMap((id) => [
    { action: 'lambda:InvokeFunction', resource: lambda(`ci-${id}-1A2B3C4D5E6F`), reason: upgrade },
    { action: 'lambda:DeleteFunction', resource: lambda(`ci-${id}-1A2B3C4D5E6F`), reason: upgrade },
    { action: 'iam:DeleteRole', resource: iam(`role/ci-${id}-1A2B3C4D5E6F`), reason: upgrade },
    { action: 'iam:DeleteRolePolicy', resource: iam(`role/ci-${id}-1A2B3C4D5E6F`), reason: upgrade },
  ]),
  {
    action: 'lambda:DeleteFunctionConcurrency',
    resource: lambda('ci-scalerLambdaEE0B7FDF-1A2B3C4D5E6F'),
    reason: upgrade,
  },
];
