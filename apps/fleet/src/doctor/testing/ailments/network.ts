import { ailment, changed, firstChanged } from '../ailments.ts';
import { HEALTHY } from '../../../observe/testing/healthy-facts.ts';
import { minutesAgo } from '../../../observe/testing/fleet.ts';

const full = HEALTHY.subnets.map((subnet) => ({ ...subnet, freeAddresses: 0 }));
const toInternet = { target: 'igw-1', blackhole: false };

const inPublicSubnet = {
  scalerSubnets: [{ ...HEALTHY.subnets[0]!, publicAddresses: true, defaultRoute: toInternet }],
};

export const NETWORK_AILMENTS = [
  ailment('security-group', 'gone', { securityGroups: [] }, 'failure', /sg-1 is gone/, /SECURITY_GROUP_ID/),
  ailment(
    'security-group',
    'shut',
    firstChanged('securityGroups', { egressRules: 0 }),
    'failure',
    /lets nothing out/,
    /443/,
  ),
  ailment(
    'ssh-ingress',
    'open',
    firstChanged('securityGroups', { sshFrom: ['0.0.0.0/0'] }),
    'warning',
    /whole world/,
    /SSH_INGRESS_CIDRS/,
  ),
  ailment('subnet-room', 'full', { subnets: full }, 'failure', /no address is free/, /SUBNETS/),
  ailment(
    'subnet-room',
    'nearly full',
    { subnets: full.map((subnet) => ({ ...subnet, freeAddresses: 3 })) },
    'warning',
    /6 addresses are free, and 8 instances/,
    /SUBNETS/,
  ),
  ailment(
    'subnet-egress',
    'one isolated',
    firstChanged('subnets', { defaultRoute: undefined }),
    'warning',
    /^subnet-a: no default route$/,
    /NAT gateway/,
  ),
  ailment(
    'subnet-egress',
    'public, without addresses',
    firstChanged('subnets', { defaultRoute: toInternet }),
    'warning',
    /igw-1, which needs public addresses/,
    /public addresses on launch/,
  ),
  ailment(
    'subnet-egress',
    'NAT gateway gone',
    {
      subnets: HEALTHY.subnets.map((subnet) => ({
        ...subnet,
        defaultRoute: { target: 'nat-1', blackhole: true },
      })),
    },
    'failure',
    /nat-1, which is gone/,
    /NAT gateway/,
  ),
  ailment(
    'scaler-network',
    'in a public subnet',
    { ...inPublicSubnet, ...changed('scalerSamples', { lastPublishedAt: undefined }) },
    'failure',
    /reaches neither/,
    /private subnets/,
  ),
  ailment(
    'scaler-network',
    'in a public subnet, just deployed',
    {
      ...inPublicSubnet,
      ...changed('scalerSamples', { lastPublishedAt: undefined }),
      ...changed('stack', { deployedAt: minutesAgo(2) }),
    },
    'warning',
    /deployed just now.*igw-1, which needs public addresses/,
    /five minutes/,
  ),
];
