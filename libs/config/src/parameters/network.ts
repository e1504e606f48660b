import { availabilityZone, securityGroupId, subnetId, vpcId } from '../kinds/aws-ids.ts';
import { list } from '../kinds/list.ts';
import { cidr } from '../kinds/network-names.ts';
import { boolean } from '../kinds/scalars.ts';
import { defaulted, optional } from './parameter.ts';

export const networkParameters = {
  vpcId: optional('SEMAPHORE_AGENT_VPC_ID', {
    kind: vpcId,
    help: 'The VPC for the instances and the scaler Lambda; requires SEMAPHORE_AGENT_SUBNETS. Not set: instances run in the default VPC, and the Lambda runs outside any VPC.',
    example: 'vpc-0123456789abcdef0',
  }),
  subnetIds: defaulted('SEMAPHORE_AGENT_SUBNETS', {
    kind: list(subnetId),
    default: [],
    help: "Subnets of the VPC for the instances and the scaler Lambda. They need a route to Semaphore and to AWS's APIs.",
    example: ['subnet-0123456789abcdef0', 'subnet-0fedcba9876543210'],
  }),
  availabilityZones: defaulted('SEMAPHORE_AGENT_AZS', {
    kind: list(availabilityZone),
    default: [],
    help: 'Availability zones for the instances. Of the subnets in SEMAPHORE_AGENT_SUBNETS or in the default VPC, instances use only those in these zones. Not set: all zones.',
    example: ['us-east-1a', 'us-east-1b'],
  }),
  allowPublicSubnet: defaulted('SEMAPHORE_AGENT_ALLOW_PUBLIC_SUBNET', {
    kind: boolean,
    default: false,
    help: 'Turns off the warning about public subnets. A Lambda gets no public address in a public subnet, so set this only if it has another route to Semaphore.',
    example: true,
  }),
  securityGroupId: optional('SEMAPHORE_AGENT_SECURITY_GROUP_ID', {
    kind: securityGroupId,
    help: 'An existing security group for the instances. Not set: the stack creates one.',
    example: 'sg-0123456789abcdef0',
  }),
  sshIngressCidrs: defaulted('SEMAPHORE_AGENT_SSH_INGRESS_CIDRS', {
    kind: list(cidr),
    default: [],
    help: "IPv4 and IPv6 ranges from which the stack's security group allows SSH; ignored on Windows. Not set: SSH is closed.",
    example: ['203.0.113.0/24', '2001:db8::/32'],
  }),
  useIpv6: defaulted('SEMAPHORE_AGENT_USE_IPV6', {
    kind: boolean,
    default: false,
    help: 'Whether instances get an IPv6 address.',
    example: true,
  }),
};
