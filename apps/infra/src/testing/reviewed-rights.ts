/**
 * Permissions of the execution policy that no handler in CloudFormation's registry lists; each with
 * the reason why AWS still requires it of CloudFormation's role. Reviewed by hand.
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
  'Auto Scaling asks on behalf of the caller, when a group is made or changed, whether it may launch from the template';
const forTags = 'as RunInstances, for a launch template that tags what it launches';
const firstInAccount =
  'the first group of an account (spot: the first spot group) makes the service-linked role';
const upgrade = 'an upgrade removes what only the JavaScript stack had';

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
    reason: 'as RunInstances, for a launch template with an instance profile',
  },
  ...['autoscaling', 'spot'].map((service) => ({
    action: 'iam:CreateServiceLinkedRole',
    resource: iam(`role/aws-service-role/${service}.amazonaws.com/AWSServiceRoleFor`),
    reason: firstInAccount,
  })),
  // Hosts are allocated and released at launch and scale-in, by AWS and not by CloudFormation's role.
  // https://docs.aws.amazon.com/license-manager/latest/userguide/host-resource-groups.html
  ...['GetLicenseConfiguration', 'UpdateLicenseSpecificationsForResource'].map((action) => ({
    action: `license-manager:${action}`,
    resource: 'arn:aws:license-manager:us-east-1:111111111111:license-configuration:lic-1',
    reason: 'as RunInstances, for the template of a macOS fleet, which names a licence configuration',
  })),
  {
    action: 'resource-groups:GroupResources',
    resource: 'arn:aws:resource-groups:us-east-1:111111111111:group/ci',
    reason:
      "the host resource group of a macOS fleet takes in the dedicated hosts that the fleet's parameters name",
  },
  {
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::cdk-hnb659fds-assets-111111111111-us-east-1/code.zip',
    reason: "Lambda reads a function's code from the CDK's bucket with the rights of the caller",
  },
  {
    action: 'ssm:GetParameters',
    resource: 'arn:aws:ssm:us-east-1:111111111111:parameter/cdk-bootstrap/hnb659fds/version',
    reason: "each template has the bootstrap's version as a parameter, which CloudFormation reads",
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
