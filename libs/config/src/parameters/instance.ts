import { ARCHITECTURES, DEFAULT_OS, NEWEST_UBUNTU } from '@agent-aws-stack/contract';
import { managedPolicy } from '../kinds/arns.ts';
import { imageId, instanceType, keyPairName } from '../kinds/aws-ids.ts';
import { integer } from '../kinds/integers.ts';
import { list } from '../kinds/list.ts';
import { operatingSystem } from '../kinds/operating-system.ts';
import { choice } from '../kinds/scalars.ts';
import { defaulted, optional } from './parameter.ts';

export const instanceParameters = {
  SEMAPHORE_AGENT_OS: defaulted(
    operatingSystem,
    DEFAULT_OS,
    'The operating system of the instances; `windows` means Windows Server 2019. With SEMAPHORE_AGENT_AMI you may use a name of your own. It then only selects the shell of the user data: PowerShell for windows and names that start with windows-, otherwise bash.',
    NEWEST_UBUNTU,
  ),
  SEMAPHORE_AGENT_ARCH: defaulted(
    choice(ARCHITECTURES),
    'x86_64',
    'The processor architecture of the image. Every instance type must match it. On macOS the default is the architecture of the Mac families.',
    'arm64',
  ),
  SEMAPHORE_AGENT_INSTANCE_TYPE: defaulted(
    instanceType,
    't2.micro',
    'The instance type in the launch template. On macOS, SEMAPHORE_AGENT_MAC_FAMILY sets it instead.',
    'm7i.large',
  ),
  SEMAPHORE_AGENT_AMI: optional(
    imageId,
    "The image to launch. It must be one of this project's or the JavaScript stack's images, or built on one, because instances run its start script. Not set: the image built from this repository's sources, found in your account by name.",
    'ami-0123456789abcdef0',
  ),
  SEMAPHORE_AGENT_KEY_NAME: optional(
    keyPairName,
    'The EC2 key pair to install for SSH. To open the port as well, set SEMAPHORE_AGENT_SSH_INGRESS_CIDRS.',
    'ci-operators',
  ),
  SEMAPHORE_AGENT_MANAGED_POLICY_NAMES: defaulted(
    list(managedPolicy),
    [],
    "Managed policies to attach to the instances' role, and so to every job: your account's by name or ARN, AWS's by ARN.",
    ['ci-deploy', 'arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly'],
  ),
  SEMAPHORE_AGENT_IMDS_HOP_LIMIT: defaulted(
    integer({ min: 1, max: 64 }),
    2,
    'Hop limit of the instance metadata service: with 1, containers cannot reach it; with 2, they can. IMDSv2 is always required.',
    1,
  ),
};
