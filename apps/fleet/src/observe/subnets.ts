import {
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  type DescribeSubnetsCommandInput,
  type RouteTable,
} from '@aws-sdk/client-ec2';
import { ask, type AwsClients } from '../aws/clients.ts';
import type { Group } from './group.ts';

export interface Subnet {
  readonly id: string;
  readonly zone: string;
  readonly freeAddresses: number;
  /** Whether instances get a public IPv4 address on launch. */
  readonly publicAddresses: boolean;
  /** Where the subnet's route table sends traffic to the Internet; undefined if nowhere. */
  readonly defaultRoute: { readonly target: string; readonly blackhole: boolean } | undefined;
}

type Ec2 = Pick<AwsClients, 'ec2'>;

/** The subnets that a group launches into: those it names, else the default subnets of the zones it names, else those of all zones. @throws AwsError */
export const subnetsOf = (
  aws: Ec2,
  { subnetIds, zones }: Pick<Group, 'subnetIds' | 'zones'>,
): Promise<readonly Subnet[]> =>
  subnetIds.length > 0
    ? subnetsWithIds(aws, subnetIds)
    : describeSubnets(aws, `the default subnets of ${zones.join(', ') || 'the region'}`, {
        Filters: [
          { Name: 'default-for-az', Values: ['true'] },
          ...(zones.length === 0 ? [] : [{ Name: 'availability-zone', Values: [...zones] }]),
        ],
      });

/** The subnets with these ids. @throws AwsError, also if one of them does not exist */
export const subnetsWithIds = async (aws: Ec2, ids: readonly string[]): Promise<readonly Subnet[]> =>
  ids.length === 0 ? [] : describeSubnets(aws, ids.join(', '), { SubnetIds: [...ids] });

async function describeSubnets(
  { ec2 }: Ec2,
  resource: string,
  query: DescribeSubnetsCommandInput,
): Promise<readonly Subnet[]> {
  const { Subnets = [] } = await ask('ec2:DescribeSubnets', resource, (options) =>
    ec2.send(new DescribeSubnetsCommand(query), options),
  );
  const vpcs = [...new Set(Subnets.map(({ VpcId = '' }) => VpcId))];
  const { RouteTables = [] } = await ask('ec2:DescribeRouteTables', vpcs.join(', '), (options) =>
    ec2.send(new DescribeRouteTablesCommand({ Filters: [{ Name: 'vpc-id', Values: vpcs }] }), options),
  );
  return Subnets.map((subnet) => ({
    id: subnet.SubnetId ?? '',
    zone: subnet.AvailabilityZone ?? '',
    freeAddresses: subnet.AvailableIpAddressCount ?? 0,
    publicAddresses: subnet.MapPublicIpOnLaunch ?? false,
    defaultRoute: defaultRouteOf(routeTableOf(RouteTables, subnet.SubnetId, subnet.VpcId)),
  }));
}

/** A subnet's own table, else its VPC's main one. */
function routeTableOf(tables: readonly RouteTable[], subnet?: string, vpc?: string): RouteTable | undefined {
  const own = tables.find(({ Associations = [] }) =>
    Associations.some(({ SubnetId }) => SubnetId === subnet),
  );
  const isMain = ({ VpcId, Associations = [] }: RouteTable): boolean =>
    VpcId === vpc && Associations.some(({ Main }) => Main);
  return own ?? tables.find(isMain);
}

function defaultRouteOf(table: RouteTable | undefined): Subnet['defaultRoute'] {
  const routes = table?.Routes ?? [];
  const route =
    routes.find(({ DestinationCidrBlock }) => DestinationCidrBlock === '0.0.0.0/0') ??
    routes.find(({ DestinationIpv6CidrBlock }) => DestinationIpv6CidrBlock === '::/0');
  if (route === undefined) return undefined;
  const target =
    route.NatGatewayId ??
    route.TransitGatewayId ??
    route.NetworkInterfaceId ??
    route.VpcPeeringConnectionId ??
    route.EgressOnlyInternetGatewayId ??
    route.GatewayId ??
    'an unknown target';
  return { target, blackhole: route.State === 'blackhole' };
}
