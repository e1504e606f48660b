import type { AwsCall } from '@agent-aws-stack/aws-clients/testing';
import { describe, expect, it } from '@jest/globals';
import { subnetsOf, subnetsWithIds } from './subnets.ts';
import { HEALTHY } from './testing/healthy-facts.ts';
import { inRegion } from './testing/in-region.ts';

const subnetSet = [{ subnetId: 'subnet-a', vpcId: 'vpc-1', availabilityZone: 'eu-west-1a' }];

describe('subnetsOf', () => {
  async function described(group: object): Promise<AwsCall['input']> {
    const queries: AwsCall['input'][] = [];
    await inRegion(
      ({ action, input }, reply) => {
        if (action === 'DescribeSubnets') queries.push(input);
        reply.ok({});
      },
      (aws) => subnetsOf(aws, { ...HEALTHY.group, ...group }),
    );
    return queries[0] ?? {};
  }

  it("reads the group's own subnets", async () => {
    expect(await described({ subnetIds: ['subnet-a', 'subnet-b'] })).toMatchObject({
      'SubnetId.1': 'subnet-a',
      'SubnetId.2': 'subnet-b',
    });
  });

  it('reads the default subnets of the zones if the group names no subnets', async () => {
    expect(await described({ subnetIds: [], zones: ['eu-west-1a'] })).toMatchObject({
      'Filter.1.Name': 'default-for-az',
      'Filter.2.Name': 'availability-zone',
      'Filter.2.Value.1': 'eu-west-1a',
    });
  });
});

describe('subnetsWithIds', () => {
  /** The default route of subnet-a in a VPC with these route tables. */
  const defaultRoute = (...routeTableSet: readonly object[]) =>
    inRegion(
      ({ action }, reply) => reply.ok(action === 'DescribeSubnets' ? { subnetSet } : { routeTableSet }),
      async (aws) => (await subnetsWithIds(aws, ['subnet-a']))[0]?.defaultRoute,
    );
  const table = (association: object, ...routeSet: readonly object[]) => ({
    vpcId: 'vpc-1',
    associationSet: [association],
    routeSet,
  });
  const everywhere = { destinationCidrBlock: '0.0.0.0/0' };
  const toNat = { ...everywhere, natGatewayId: 'nat-1', state: 'active' };

  it('makes no call without ids', async () => {
    const answer = (): never => {
      throw new Error('unexpected call');
    };
    expect(await inRegion(answer, (aws) => subnetsWithIds(aws, []))).toEqual([]);
  });

  it.each([
    ['a NAT gateway', toNat, 'nat-1'],
    ['a transit gateway', { ...everywhere, transitGatewayId: 'tgw-1' }, 'tgw-1'],
    ['a network interface', { ...everywhere, networkInterfaceId: 'eni-1' }, 'eni-1'],
    ['a peered VPC', { ...everywhere, vpcPeeringConnectionId: 'pcx-1' }, 'pcx-1'],
    ['an internet gateway', { ...everywhere, gatewayId: 'igw-1' }, 'igw-1'],
    [
      'an egress-only internet gateway for IPv6',
      { destinationIpv6CidrBlock: '::/0', egressOnlyInternetGatewayId: 'e-1' },
      'e-1',
    ],
    ['something else', { ...everywhere, coreNetworkArn: 'arn:aws:x' }, 'an unknown target'],
  ])('reads a default route to %s', async (_, route, target) => {
    expect(await defaultRoute(table({ main: true }, route))).toEqual({ target, blackhole: false });
  });

  it('marks a default route whose target is gone as a blackhole', async () => {
    const route = { ...toNat, state: 'blackhole' };
    expect(await defaultRoute(table({ main: true }, route))).toEqual({ target: 'nat-1', blackhole: true });
  });

  it.each([
    ['no route table', []],
    [
      'only local routes',
      [table({ main: true }, { destinationCidrBlock: '10.0.0.0/8', gatewayId: 'local' })],
    ],
    [
      'only routes of another subnet and of another VPC',
      [table({ subnetId: 'subnet-b' }, toNat), { ...table({ main: true }, toNat), vpcId: 'vpc-2' }],
    ],
  ])('finds no default route with %s', async (_, tables) => {
    expect(await defaultRoute(...tables)).toBeUndefined();
  });

  it("prefers the subnet's own table to the VPC's main one", async () => {
    const own = table({ subnetId: 'subnet-a' }, { ...everywhere, gatewayId: 'igw-1' });
    expect(await defaultRoute(table({ main: true }, toNat), own)).toMatchObject({ target: 'igw-1' });
  });
});
