import type { ImageFamily } from '@agent-aws-stack/contract';

/** Details of the build for the remedy. */
export interface RemedyContext {
  readonly region: string;
  readonly family: ImageFamily;
  readonly instanceType: string;
}

interface Remedy {
  /** EC2's error codes, https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html, and Packer's messages. */
  readonly when: RegExp;
  readonly advice: (context: RemedyContext) => string;
}

const macHost = ({ region, instanceType }: RemedyContext): string =>
  `A Mac needs a free dedicated host. Allocate one first: aws ec2 allocate-hosts --region ${region} ` +
  `--instance-type ${instanceType} --availability-zone ${region}a --quantity 1 (its quota: Service Quotas, EC2, "Running Dedicated ${instanceType.replace('.metal', '')} Hosts")`;

/** In order: the first entry that matches applies. */
const REMEDIES: readonly Remedy[] = [
  {
    when: /VPCIdNotSpecified|No default VPC|DefaultVpcDoesNotExist|no default VPC/i,
    advice: ({ region }) =>
      `The account has no default VPC in ${region}. Create one (aws ec2 create-default-vpc --region ${region}), or choose a region that has one with --region`,
  },
  {
    when: /UnauthorizedOperation|not authorized to perform|AccessDenied/,
    advice: () =>
      'Attach images/builder-policy.json to the user or role that builds. If it is attached, a permissions boundary or an SCP denies the call: ' +
      'aws sts decode-authorization-message --encoded-message … shows which',
  },
  {
    when: /InsufficientHostCapacity|HostLimitExceeded|host capacity|No hosts? (available|found)|InsufficientCapacityOnHost/i,
    advice: macHost,
  },
  {
    when: /VcpuLimitExceeded|InstanceLimitExceeded|vCPU limit/,
    advice: ({ region, instanceType }) =>
      `The quota for running on-demand instances is used up. Raise it (Service Quotas, EC2, "Running On-Demand Standard instances", ` +
      `in ${region}), or name a type with fewer vCPUs than ${instanceType} in AMI_INSTANCE_TYPE`,
  },
  {
    when: /InsufficientInstanceCapacity/,
    advice: ({ family, ...context }) =>
      family === 'macos'
        ? macHost({ family, ...context })
        : `AWS has no capacity for ${context.instanceType} at the moment. Try again later, or name another type with AMI_INSTANCE_TYPE`,
  },
  {
    when: /instance type .* is not supported|Unsupported: |InvalidParameterCombination: .*instance type/i,
    advice: ({ region, instanceType }) =>
      `${instanceType} is not available in this zone or region, or not for this image. Name another with AMI_INSTANCE_TYPE ` +
      `(aws ec2 describe-instance-type-offerings --region ${region})`,
  },
  {
    when: /No AMI was found matching filters/i,
    advice: ({ region }) =>
      `${region} has no public image to start from. Name one of your own with SOURCE_AMI, or build in another region`,
  },
  {
    when: /Timeout waiting for (SSH|WinRM)|timeout waiting for (ssh|winrm)/i,
    advice: () =>
      "The instance cannot be reached. Check that AMI_SOURCE_CIDRS contains this machine's public address, that the subnet gives instances a public " +
      'address, and that this machine may connect to port 22 (Windows: 5986). --debug keeps the instance for inspection',
  },
  {
    when: /Timeout waiting for password/i,
    advice: () => 'Windows did not finish its first boot in time. --debug keeps the instance for inspection',
  },
  {
    when: /Client error on launch|KMSKeyNotAccessible|InvalidKmsKey/i,
    advice: ({ region }) =>
      `The volume cannot be encrypted with the account's default key. To see which key it is: aws ec2 get-ebs-default-kms-key-id --region ${region}; ` +
      'if it is a key of your own, its policy must let the user or role that builds use it',
  },
  {
    when: /SnapshotLimitExceeded|SecurityGroupLimitExceeded|VolumeLimitExceeded|MaxStorage\w*LimitExceeded/,
    advice: ({ region }) =>
      `A quota of the account in ${region} is used up: raise it in Service Quotas, or delete resources that are not needed`,
  },
];

/** The remedy for a build that AWS refused or could not serve: one line, or none if no entry matches. */
export function awsRemedies(errors: readonly string[], context: RemedyContext): readonly string[] {
  const remedy = REMEDIES.find(({ when }) => errors.some((line) => when.test(line)));
  return remedy === undefined ? [] : [`Remedy: ${remedy.advice(context)}.`];
}
