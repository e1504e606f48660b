import { HEALTHY } from '../../../../observe/testing/healthy-facts.ts';
import { fails, fault, firstChanged, warns } from '../fault.ts';

const full = HEALTHY.subnets.map((subnet) => ({ ...subnet, freeAddresses: 0 }));

export const NETWORK_FAULTS = [
  fault(
    'security-group',
    'a security group that is gone',
    { securityGroups: [] },
    fails(/sg-1 is gone/, /SECURITY_GROUP_ID/),
  ),
  fault(
    'security-group',
    'a security group without an outbound rule',
    firstChanged('securityGroups', { egressRules: 0 }),
    fails(/no outbound traffic/, /443/),
  ),
  fault(
    'ssh-ingress',
    'SSH that is open to everyone',
    firstChanged('securityGroups', { sshFrom: ['0.0.0.0/0'] }),
    warns(/whole Internet/, /SSH_INGRESS_CIDRS/),
  ),
  fault(
    'subnet-addresses',
    'subnets that are full',
    { subnets: full },
    fails(/no address is free/, /SUBNETS/),
  ),
  fault(
    'subnet-addresses',
    'subnets that are nearly full',
    { subnets: full.map((subnet) => ({ ...subnet, freeAddresses: 3 })) },
    warns(/6 addresses are free, but 8 more/, /SUBNETS/),
  ),
  fault(
    'subnet-egress',
    'an isolated subnet',
    firstChanged('subnets', { defaultRoute: undefined }),
    warns(/^subnet-a: no default route$/, /NAT gateway/),
  ),
  fault(
    'subnet-egress',
    'a public subnet that gives no public addresses',
    firstChanged('subnets', { defaultRoute: { target: 'igw-1', blackhole: false } }),
    warns(/igw-1, which needs public addresses/, /public addresses on launch/),
  ),
  fault(
    'subnet-egress',
    'a route to a NAT gateway that is gone',
    {
      subnets: HEALTHY.subnets.map((subnet) => ({
        ...subnet,
        defaultRoute: { target: 'nat-1', blackhole: true },
      })),
    },
    fails(/nat-1, which is gone/, /NAT gateway/),
  ),
];
