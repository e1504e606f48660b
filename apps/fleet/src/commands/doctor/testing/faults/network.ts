import { HEALTHY } from '../../../../observe/testing/healthy-facts.ts';
import { fails, fault, firstChanged, warns } from '../fault.ts';

const full = HEALTHY.subnets.map((subnet) => ({ ...subnet, freeAddresses: 0 }));

export const NETWORK_FAULTS = [
  fault('security-group', 'gone', { securityGroups: [] }, fails(/sg-1 is gone/, /SECURITY_GROUP_ID/)),
  fault(
    'security-group',
    'no outbound rule',
    firstChanged('securityGroups', { egressRules: 0 }),
    fails(/no outbound traffic/, /443/),
  ),
  fault(
    'ssh-ingress',
    'open to everyone',
    firstChanged('securityGroups', { sshFrom: ['0.0.0.0/0'] }),
    warns(/whole Internet/, /SSH_INGRESS_CIDRS/),
  ),
  fault('subnet-addresses', 'full', { subnets: full }, fails(/no address is free/, /SUBNETS/)),
  fault(
    'subnet-addresses',
    'nearly full',
    { subnets: full.map((subnet) => ({ ...subnet, freeAddresses: 3 })) },
    warns(/6 addresses are free, but 8 more/, /SUBNETS/),
  ),
  fault(
    'subnet-egress',
    'one isolated',
    firstChanged('subnets', { defaultRoute: undefined }),
    warns(/^subnet-a: no default route$/, /NAT gateway/),
  ),
  fault(
    'subnet-egress',
    'public, without addresses',
    firstChanged('subnets', { defaultRoute: { target: 'igw-1', blackhole: false } }),
    warns(/igw-1, which needs public addresses/, /public addresses on launch/),
  ),
  fault(
    'subnet-egress',
    'NAT gateway gone',
    {
      subnets: HEALTHY.subnets.map((subnet) => ({
        ...subnet,
        defaultRoute: { target: 'nat-1', blackhole: true },
      })),
    },
    fails(/nat-1, which is gone/, /NAT gateway/),
  ),
];
