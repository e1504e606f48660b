import type { ImageFamily } from '@agent-aws-stack/contract';

/** What a build was of, for the remedy's words. */
export interface RemedyContext {
  readonly region: string;
  readonly family: ImageFamily;
  readonly instanceType: string;
}

interface Remedy {
  /** EC2's error codes, https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html, and Packer's words. */
  readonly when: RegExp;
  readonly advice: (context: RemedyContext) => string;
}

const macHost = ({ region, instanceType }: RemedyContext): string =>
  `A Mac needs a dedicated host that is free. Allocate one first: aws ec2 allocate-hosts --region ${region} ` +
  `--instance-type ${instanceType} --availability-zone ${region}a --quantity 1 (its quota: Service Quotas, EC2, "Running Dedicated ${instanceType.replace('.metal', '')} Hosts")`;

/** The first that fits holds. */
const REMEDIES: readonly Remedy[] = [
  {
    when: /VPCIdNotSpecified|No default VPC|DefaultVpcDoesNotExist|no default VPC/i,
    advice: ({ region }) =>
      `The account has no default VPC in ${region}. Make one (aws ec2 create-default-vpc --region ${region}), or build in a region that has one with --region`,
  },
  {
    when: /UnauthorizedOperation|not authorized to perform|AccessDenied/,
    advice: () =>
      'Give the user or role that builds images/builder-policy.json. If it has that, a boundary or a policy of the organization forbids it: ' +
      'aws sts decode-authorization-message --encoded-message … says which',
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
        : `AWS has no ${context.instanceType} free just now. Try again later, or name another type with AMI_INSTANCE_TYPE`,
  },
  {
    when: /instance type .* is not supported|Unsupported: |InvalidParameterCombination: .*instance type/i,
    advice: ({ region, instanceType }) =>
      `${instanceType} is not to be had in this zone or region, or not for this image. Name another with AMI_INSTANCE_TYPE ` +
      `(aws ec2 describe-instance-type-offerings --region ${region})`,
  },
  {
    when: /No AMI was found matching filters/i,
    advice: ({ region }) =>
      `Nobody offers the image to start from in ${region}. Name one of yours with SOURCE_AMI, or build in another region`,
  },
  {
    when: /Timeout waiting for (SSH|WinRM)|timeout waiting for (ssh|winrm)/i,
    advice: () =>
      "The instance was not reached. Is this machine's public address the one that arrives there (AMI_SOURCE_CIDRS), does its subnet have a public " +
      'address, and may this machine call port 22, or 5986 for Windows? --debug keeps the instance to look at',
  },
  {
    when: /Timeout waiting for password/i,
    advice: () => 'Windows did not finish its first boot in time. --debug keeps the instance to look at',
  },
  {
    when: /Client error on launch|KMSKeyNotAccessible|InvalidKmsKey/i,
    advice: ({ region }) =>
      `The volume cannot be encrypted with the account's default key. Which one it is: aws ec2 get-ebs-default-kms-key-id --region ${region}; ` +
      'a key of your own must let the user or role that builds use it',
  },
  {
    when: /SnapshotLimitExceeded|SecurityGroupLimitExceeded|VolumeLimitExceeded|MaxStorage\w*LimitExceeded/,
    advice: ({ region }) =>
      `A quota of the account in ${region} is used up: raise it in Service Quotas, or delete what is not needed`,
  },
];

/** What to do about a build that AWS, not a provisioner, has ended: one sentence, or none. */
export function awsRemedies(errors: readonly string[], context: RemedyContext): readonly string[] {
  const remedy = REMEDIES.find(({ when }) => errors.some((line) => when.test(line)));
  return remedy === undefined ? [] : [`Remedy: ${remedy.advice(context)}.`];
}
