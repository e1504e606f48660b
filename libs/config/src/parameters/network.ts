import { availabilityZone, securityGroupId, subnetId, vpcId } from '../kinds/aws-ids.ts';
import { list } from '../kinds/list.ts';
import { cidr } from '../kinds/network-names.ts';
import { boolean } from '../kinds/scalars.ts';
import { defaulted, optional } from './parameter.ts';

export const networkParameters = {
  SEMAPHORE_AGENT_VPC_ID: optional(
    vpcId,
    'The VPC for the instances and the scaler Lambda; requires SEMAPHORE_AGENT_SUBNETS. Not set: instances run in the default VPC, and the Lambda outside any VPC.',
    'vpc-0123456789abcdef0',
  ),
  SEMAPHORE_AGENT_SUBNETS: defaulted(
    list(subnetId),
    [],
    "Subnets of the VPC for the instances and the scaler Lambda. They need a route to Semaphore and to AWS's APIs.",
    ['subnet-0123456789abcdef0', 'subnet-0fedcba9876543210'],
  ),
  SEMAPHORE_AGENT_AZS: defaulted(
    list(availabilityZone),
    [],
    'Availability zones for the instances: only the subnets in these zones are used, whether they are those of SEMAPHORE_AGENT_SUBNETS or of the default VPC. Not set: all zones.',
    ['us-east-1a', 'us-east-1b'],
  ),
  SEMAPHORE_AGENT_ALLOW_PUBLIC_SUBNET: defaulted(
    boolean,
    false,
    'Turns off the warning about public subnets. A Lambda gets no public address there, so set this only if it has another route to Semaphore.',
    true,
  ),
  SEMAPHORE_AGENT_SECURITY_GROUP_ID: optional(
    securityGroupId,
    'An existing security group for the instances. Not set: the stack creates one.',
    'sg-0123456789abcdef0',
  ),
  SEMAPHORE_AGENT_SSH_INGRESS_CIDRS: defaulted(
    list(cidr),
    [],
    "IPv4 and IPv6 ranges that the stack's security group lets in over SSH; ignored on Windows. Not set: SSH is closed.",
    ['203.0.113.0/24', '2001:db8::/32'],
  ),
  SEMAPHORE_AGENT_USE_IPV6: defaulted(boolean, false, 'Whether instances get an IPv6 address.', true),
};
