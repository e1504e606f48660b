import { availabilityZone, securityGroupId, subnetId, vpcId } from '../kinds/aws-ids.ts';
import { list } from '../kinds/list.ts';
import { cidr } from '../kinds/network-names.ts';
import { boolean } from '../kinds/scalars.ts';
import { defaulted, optional } from './parameter.ts';

export const networkParameters = {
  SEMAPHORE_AGENT_VPC_ID: optional(
    vpcId,
    'The VPC of the instances and of the scaler Lambda; SEMAPHORE_AGENT_SUBNETS is required with it. Not set: the default VPC, and the Lambda outside of any.',
    'vpc-0123456789abcdef0',
  ),
  SEMAPHORE_AGENT_SUBNETS: defaulted(
    list(subnetId),
    [],
    "The VPC's subnets for the instances and for the scaler Lambda, which needs a way to the internet from them.",
    ['subnet-0123456789abcdef0', 'subnet-0fedcba9876543210'],
  ),
  SEMAPHORE_AGENT_AZS: defaulted(
    list(availabilityZone),
    [],
    "Availability zones to use: of the VPC's subnets those in these zones; without a VPC, the default VPC's subnets there. Not set: all.",
    ['us-east-1a', 'us-east-1b'],
  ),
  SEMAPHORE_AGENT_ALLOW_PUBLIC_SUBNET: defaulted(
    boolean,
    false,
    'Says that the scaler Lambda has a way to the internet from a public subnet, where it gets no public address; without it such a subnet is warned of.',
    true,
  ),
  SEMAPHORE_AGENT_SECURITY_GROUP_ID: optional(
    securityGroupId,
    'A security group of yours for the instances. Not set: the stack makes one.',
    'sg-0123456789abcdef0',
  ),
  SEMAPHORE_AGENT_SSH_INGRESS_CIDRS: defaulted(
    list(cidr),
    [],
    "IPv4 and IPv6 ranges from which SSH is let in by the stack's security group, never on Windows. Not set: from nowhere.",
    ['203.0.113.0/24', '2001:db8::/32'],
  ),
  SEMAPHORE_AGENT_USE_IPV6: defaulted(
    boolean,
    false,
    "Whether an instance's network interface gets an IPv6 address.",
    true,
  ),
};
