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
    'ubuntu-focal',
    'The operating system of the instances; `windows` is Windows Server 2019. With SEMAPHORE_AGENT_AMI it may be a name of your own: then it only decides what an instance runs at first boot, PowerShell for windows and names that begin with windows-, else bash.',
    'ubuntu-noble',
  ),
  SEMAPHORE_AGENT_ARCH: defaulted(
    choice(['x86_64', 'arm64']),
    'x86_64',
    "The processor architecture of the image; every instance type must be of it. On macOS, when it is not set, the Mac families' own architecture is taken.",
    'arm64',
  ),
  SEMAPHORE_AGENT_INSTANCE_TYPE: defaulted(
    instanceType,
    't2.micro',
    "The launch template's instance type. On macOS SEMAPHORE_AGENT_MAC_FAMILY decides instead.",
    'm7i.large',
  ),
  SEMAPHORE_AGENT_AMI: optional(
    imageId,
    "The image to launch. It must be one of this project's, or be built on one, as instances run its start script. Not set: the image built from this repository's sources, found in the account by its name.",
    'ami-0123456789abcdef0',
  ),
  SEMAPHORE_AGENT_KEY_NAME: optional(
    keyPairName,
    'An EC2 key pair to install for SSH; for SSH to be reachable SEMAPHORE_AGENT_SSH_INGRESS_CIDRS must say from where.',
    'ci-operators',
  ),
  SEMAPHORE_AGENT_MANAGED_POLICY_NAMES: defaulted(
    list(managedPolicy),
    [],
    "Further managed policies of the instances' role, so of every job: the account's own by name or ARN, AWS's by ARN.",
    ['AmazonEC2ContainerRegistryReadOnly', 'arn:aws:iam::123456789012:policy/deploy'],
  ),
  SEMAPHORE_AGENT_IMDS_HOP_LIMIT: defaulted(
    integer({ min: 1, max: 64 }),
    2,
    'Hops an answer of the instance metadata service may travel: 1 keeps it from containers, 2 lets them reach it. IMDSv2 is always required.',
    1,
  ),
};
