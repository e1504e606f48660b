import { DEFAULT_OS, NEWEST_UBUNTU } from '@agent-aws-stack/contract';
import { architecture } from '../kinds/architecture.ts';
import { managedPolicy } from '../kinds/arns.ts';
import { imageId, instanceType, keyPairName } from '../kinds/aws-ids.ts';
import { integer } from '../kinds/integers.ts';
import { list } from '../kinds/list.ts';
import { operatingSystem } from '../kinds/operating-system.ts';
import { choice } from '../kinds/scalars.ts';
import { defaulted, optional } from './parameter.ts';

export const instanceParameters = {
  os: defaulted('SEMAPHORE_AGENT_OS', {
    kind: operatingSystem,
    default: DEFAULT_OS,
    help: 'The operating system of the instances; `windows` means Windows Server 2019. If SEMAPHORE_AGENT_AMI is set, any name is allowed: macos makes a fleet of Macs, and any other name only chooses the shell of the user data, PowerShell for windows and for names that start with windows-, otherwise bash.',
    example: NEWEST_UBUNTU,
  }),
  arch: defaulted('SEMAPHORE_AGENT_ARCH', {
    kind: architecture,
    default: 'x86_64',
    help: 'The processor architecture of the image that the stack finds by name. Every instance type must match it. On macOS the default is the architecture of the Mac families. No effect if SEMAPHORE_AGENT_AMI is set.',
    example: 'arm64',
  }),
  instanceType: defaulted('SEMAPHORE_AGENT_INSTANCE_TYPE', {
    kind: instanceType,
    default: 't2.micro',
    help: 'The instance type in the launch template. On macOS, SEMAPHORE_AGENT_MAC_FAMILY sets it instead.',
    example: 'm7i.large',
  }),
  amiId: optional('SEMAPHORE_AGENT_AMI', {
    kind: imageId,
    help: "The image to launch. It must be an image of this project or of the JavaScript stack, or an image based on one, because instances run the start script of such an image. Not set: the stack finds the image that was built from this repository's sources, by its name in your account.",
    example: 'ami-0123456789abcdef0',
  }),
  keyName: optional('SEMAPHORE_AGENT_KEY_NAME', {
    kind: keyPairName,
    help: 'The EC2 key pair to install for SSH. To open the port as well, set SEMAPHORE_AGENT_SSH_INGRESS_CIDRS.',
    example: 'ci-operators',
  }),
  managedPolicies: defaulted('SEMAPHORE_AGENT_MANAGED_POLICY_NAMES', {
    kind: list(managedPolicy),
    default: [],
    help: "Managed policies to attach to the instances' role. Every job uses this role, unless SEMAPHORE_AGENT_JOB_ISOLATION is strict. Give policies of your account by name or ARN, and policies of AWS by ARN.",
    example: ['ci-deploy', 'arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly'],
  }),
  systemsManager: defaulted('SEMAPHORE_AGENT_SYSTEMS_MANAGER', {
    kind: choice(['unrestricted', 'restricted', 'default-host-management']),
    default: 'unrestricted',
    help: "What the instances' role may do with AWS Systems Manager. unrestricted: all actions of AWS's policy AmazonSSMManagedInstanceCore except reading parameters, on all resources. restricted: the same actions, but the role can read only documents that AWS owns, and can report the state only of EC2 instances of the fleet's account and region. default-host-management: nothing, because the account's Default Host Management Configuration gives instances a role for it.",
    example: 'restricted',
  }),
  imdsHopLimit: defaulted('SEMAPHORE_AGENT_IMDS_HOP_LIMIT', {
    kind: integer({ min: 1, max: 64 }),
    default: 2,
    help: "Hop limit of the instance metadata service. With 1, containers on a bridge network cannot reach the service; with 2, they can. Processes outside containers, and containers that use the instance's network (`--network host`), always can. IMDSv2 is always required.",
    example: 1,
  }),
};
