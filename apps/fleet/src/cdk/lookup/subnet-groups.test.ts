import type { RouteTable, Subnet } from '@aws-sdk/client-ec2';
import { expect, it } from '@jest/globals';
import { groupSubnets } from './subnet-groups.ts';

const subnet = (id: string, zone: string, more: Partial<Subnet> = {}): Subnet => ({
  SubnetId: id,
  AvailabilityZone: zone,
  CidrBlock: `10.0.${id.length}.0/24`,
  ...more,
});
const tag = (Key: string, Value: string) => ({ Tags: [{ Key, Value }] });
const table = (id: string, routes: RouteTable['Routes'], ...subnets: string[]): RouteTable => ({
  RouteTableId: id,
  Routes: routes ?? [],
  Associations:
    subnets.length === 0 ? [{ Main: true }] : subnets.map((SubnetId) => ({ SubnetId, Main: false })),
});
const everywhere = '0.0.0.0/0';
const tables = [
  table('main', [{ GatewayId: 'igw-1', DestinationCidrBlock: everywhere }]),
  table('nat', [{ NatGatewayId: 'nat-1', DestinationCidrBlock: everywhere }], 'nat', 'nat-b'),
  table('hub', [{ TransitGatewayId: 'tgw-1', DestinationCidrBlock: everywhere }], 'hub'),
  table('partly', [{ NatGatewayId: 'nat-1', DestinationCidrBlock: '10.0.0.0/8' }], 'partly'),
  table('none', [{ GatewayId: 'local' }], 'none', 'launches-public', 'tagged'),
];

it.each<[string, Subnet, string, string]>([
  ['by the main route table', subnet('other', 'a'), 'Public', 'main'],
  ['by public addresses', subnet('launches-public', 'a', { MapPublicIpOnLaunch: true }), 'Public', 'none'],
  ['by a NAT gateway', subnet('nat', 'a'), 'Private', 'nat'],
  ['by a transit gateway', subnet('hub', 'a'), 'Private', 'hub'],
  ['by a gateway for some addresses only', subnet('partly', 'a'), 'Isolated', 'partly'],
  ['by the lack of a route', subnet('none', 'a'), 'Isolated', 'none'],
  ['by its tag', subnet('tagged', 'a', tag('aws-cdk:subnet-type', 'Private')), 'Private', 'none'],
])('groupSubnets decides the type of a subnet %s', (_, each, type, routeTableId) => {
  expect(groupSubnets([each], tables)).toMatchObject([{ name: type, type, subnets: [{ routeTableId }] }]);
});

it('groupSubnets groups by type and name, with the subnets in the order of their zones', () => {
  const groups = groupSubnets(
    [
      subnet('nat-b', 'b'),
      subnet('none', 'a', tag('aws-cdk:subnet-name', 'data')),
      subnet('other', 'c'),
      subnet('nat', 'a'),
    ],
    tables,
  );
  expect(
    groups.map(({ name, type, subnets }) => [name, type, subnets.map(({ subnetId }) => subnetId)]),
  ).toEqual([
    ['Private', 'Private', ['nat', 'nat-b']],
    ['data', 'Isolated', ['none']],
    ['Public', 'Public', ['other']],
  ]);
});
