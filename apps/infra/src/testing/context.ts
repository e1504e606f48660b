import { ACCOUNT, OWN_VPC, PRIVATE_SUBNETS, PUBLIC_SUBNET } from './fleet-case.ts';

/** The image id that the lookup by name returns. */
export const FOUND_IMAGE_ID = 'ami-0d0d0d0d';
export const IMAGE_NAME = 'semaphore-agent-v1.0.0-ubuntu-focal-x86_64-0123456789abcdef0123456789abcdef';
export const DEFAULT_VPC = 'vpc-0d0d0d0d';

/** The results of the CDK CLI's lookups in a region: two VPCs and an image. */
export function lookedUp(region: string): Record<string, unknown> {
  const zone = (letter: string) => `${region}${letter}`;
  const subnets = (ids: readonly string[]) =>
    ids.map((subnetId, index) => ({
      subnetId,
      cidr: `10.0.${index}.0/24`,
      availabilityZone: zone('abc'.charAt(index)),
      routeTableId: 'rtb-0a0a0a0a',
    }));
  const vpc = (vpcId: string, groups: Record<string, readonly string[]>) => ({
    vpcId,
    vpcCidrBlock: '10.0.0.0/16',
    ownerAccountId: ACCOUNT,
    availabilityZones: [],
    subnetGroups: Object.entries(groups).map(([type, ids]) => ({ name: type, type, subnets: subnets(ids) })),
  });
  const key = (filter: string) =>
    `vpc-provider:account=${ACCOUNT}:filter.${filter}:region=${region}:returnAsymmetricSubnets=true`;
  return {
    [key('isDefault=true')]: vpc(DEFAULT_VPC, {
      Public: ['subnet-0d0d0d01', 'subnet-0d0d0d02', 'subnet-0d0d0d03'],
    }),
    [key(`vpc-id=${OWN_VPC}`)]: vpc(OWN_VPC, { Private: PRIVATE_SUBNETS, Public: [PUBLIC_SUBNET] }),
    [`ami:account=${ACCOUNT}:filters.image-type.0=machine:filters.name.0=${IMAGE_NAME}:filters.state.0=available:owners.0=${ACCOUNT}:region=${region}`]:
      FOUND_IMAGE_ID,
  };
}
