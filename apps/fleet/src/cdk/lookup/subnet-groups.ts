import type { Route, RouteTable, Subnet, Tag } from '@aws-sdk/client-ec2';

type SubnetType = 'Public' | 'Private' | 'Isolated';

/** Subnets of the same type and name, in the form of the CDK's context. */
export interface SubnetGroup {
  readonly name: string;
  readonly type: SubnetType;
  readonly subnets: readonly {
    readonly subnetId: string | undefined;
    readonly cidr: string | undefined;
    readonly availabilityZone: string | undefined;
    readonly routeTableId: string | undefined;
  }[];
}

const TYPES: readonly string[] = ['Public', 'Private', 'Isolated'] satisfies SubnetType[];

/**
 * Groups subnets as the CDK CLI does (VpcNetworkContextProviderPlugin in lib/context-providers/vpcs.ts of @aws-cdk/toolkit-lib 1),
 * so that lookups by the CLI and lookups here give the same template.
 */
export function groupSubnets(
  subnets: readonly Subnet[],
  tables: readonly RouteTable[],
): readonly SubnetGroup[] {
  const groups = new Map<string, Subnet[]>();
  const typed = subnets.map((subnet) => ({ subnet, type: typeOf(subnet, tableOf(subnet, tables)) }));
  for (const { subnet, type } of typed) {
    const key = `${type},${nameOf(subnet, type)}`;
    groups.set(key, [...(groups.get(key) ?? []), subnet]);
  }
  return [...groups.values()].map((members) => {
    const [first = {}] = members;
    const type = typeOf(first, tableOf(first, tables));
    const zoneOf = ({ AvailabilityZone = '' }: Subnet): string => AvailabilityZone;
    return {
      name: nameOf(first, type),
      type,
      subnets: members
        .toSorted((one, other) => zoneOf(one).localeCompare(zoneOf(other)))
        .map((subnet) => ({
          subnetId: subnet.SubnetId,
          cidr: subnet.CidrBlock,
          availabilityZone: subnet.AvailabilityZone,
          routeTableId: tableOf(subnet, tables)?.RouteTableId,
        })),
    };
  });
}

function typeOf(subnet: Subnet, table: RouteTable | undefined): SubnetType {
  const tagged = tagOf('aws-cdk:subnet-type', subnet.Tags);
  if (tagged !== undefined && TYPES.includes(tagged)) return tagged as SubnetType;
  const routes = table?.Routes ?? [];
  const isPublic =
    subnet.MapPublicIpOnLaunch || routes.some(({ GatewayId }) => GatewayId?.startsWith('igw-'));
  if (isPublic) return 'Public';
  const leadsOut = ({ NatGatewayId, TransitGatewayId, DestinationCidrBlock }: Route) =>
    Boolean(NatGatewayId ?? TransitGatewayId) && DestinationCidrBlock === '0.0.0.0/0';
  return routes.some(leadsOut) ? 'Private' : 'Isolated';
}

const nameOf = ({ Tags }: Subnet, type: SubnetType): string => tagOf('aws-cdk:subnet-name', Tags) ?? type;

const tagOf = (name: string, tags: readonly Tag[] = []): string | undefined =>
  tags.find(({ Key }) => Key === name)?.Value;

/** A subnet's own route table, else the main one of the VPC. */
function tableOf({ SubnetId }: Subnet, tables: readonly RouteTable[]): RouteTable | undefined {
  const withAssociation = (
    matches: (association: { SubnetId?: string; Main?: boolean }) => boolean | undefined,
  ) => tables.find(({ Associations = [] }) => Associations.some((each) => matches(each as object)));
  return (
    withAssociation((each) => each.SubnetId !== undefined && each.SubnetId === SubnetId) ??
    withAssociation(({ Main }) => Main)
  );
}
