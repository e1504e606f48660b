import { OWN_VPC, PRIVATE_SUBNETS, PUBLIC_SUBNET } from './fleet-case.ts';
import type { FleetCase } from './fleet-case.ts';

export const inOwnVpc = { VPC_ID: OWN_VPC, SUBNETS: PRIVATE_SUBNETS.join(',') };

/** Fleets in the default VPC and in the user's VPC. */
export const NETWORK_FLEETS: readonly FleetCase[] = [
  { name: 'own-vpc', parameters: inOwnVpc },
  { name: 'own-vpc-zones', parameters: { ...inOwnVpc, AZS: 'us-east-1a,us-east-1c' } },
  { name: 'public-subnet-not-allowed', parameters: { VPC_ID: OWN_VPC, SUBNETS: PUBLIC_SUBNET } },
  {
    name: 'public-subnet',
    parameters: { VPC_ID: OWN_VPC, SUBNETS: PUBLIC_SUBNET, ALLOW_PUBLIC_SUBNET: 'true' },
  },
  { name: 'default-vpc-zones', parameters: { AZS: 'us-east-1b' } },
  { name: 'own-security-group', parameters: { SECURITY_GROUP_ID: 'sg-0c0c0c0c' } },
  { name: 'ssh', parameters: { KEY_NAME: 'ops', SSH_INGRESS_CIDRS: '203.0.113.0/24,2001:db8::/32' } },
  { name: 'ipv6', parameters: { ...inOwnVpc, USE_IPV6: 'true' } },
];
