import {
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  DescribeVpnGatewaysCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import { ask } from '../../aws/clients.ts';
import { NothingFoundError } from './nothing-found.ts';
import { groupSubnets, type SubnetGroup } from './subnet-groups.ts';

/** A VPC in the CDK's context, as the CDK CLI writes it with `returnAsymmetricSubnets`: with this option, a group need not have a subnet in each zone. */
export interface VpcContext {
  readonly vpcId: string;
  readonly vpcCidrBlock: string | undefined;
  readonly ownerAccountId: string | undefined;
  /** Always empty, as the CLI leaves it with `returnAsymmetricSubnets`. */
  readonly availabilityZones: readonly string[];
  readonly vpnGatewayId?: string;
  readonly subnetGroups: readonly SubnetGroup[];
}

/** Looks up a VPC and its subnets. @param id - undefined: the default VPC @throws AwsError, NothingFoundError */
export async function lookUpVpc(ec2: EC2Client, id: string | undefined): Promise<VpcContext> {
  const resource = id ?? 'the default VPC';
  const filter =
    id === undefined ? { Name: 'isDefault', Values: ['true'] } : { Name: 'vpc-id', Values: [id] };
  const { Vpcs: [vpc] = [] } = await ask('ec2:DescribeVpcs', resource, (options) =>
    ec2.send(new DescribeVpcsCommand({ Filters: [filter] }), options),
  );
  const vpcId = vpc?.VpcId;
  if (vpcId === undefined) throw new NothingFoundError(`Could not find any VPC for ${resource}`);

  const ofVpc = { Filters: [{ Name: 'vpc-id', Values: [vpcId] }] };
  const [{ Subnets = [] }, { RouteTables = [] }, { VpnGateways = [] }] = await Promise.all([
    ask('ec2:DescribeSubnets', vpcId, (options) => ec2.send(new DescribeSubnetsCommand(ofVpc), options)),
    ask('ec2:DescribeRouteTables', vpcId, (options) =>
      ec2.send(new DescribeRouteTablesCommand(ofVpc), options),
    ),
    ask('ec2:DescribeVpnGateways', vpcId, (options) =>
      ec2.send(new DescribeVpnGatewaysCommand({ Filters: attachedTo(vpcId) }), options),
    ),
  ]);
  const [gateway] = VpnGateways;
  return {
    vpcId,
    vpcCidrBlock: vpc?.CidrBlock,
    ownerAccountId: vpc?.OwnerId,
    availabilityZones: [],
    ...(VpnGateways.length === 1 && gateway?.VpnGatewayId && { vpnGatewayId: gateway.VpnGatewayId }),
    subnetGroups: groupSubnets(Subnets, RouteTables),
  };
}

const attachedTo = (vpcId: string) => [
  { Name: 'attachment.vpc-id', Values: [vpcId] },
  { Name: 'attachment.state', Values: ['attached'] },
  { Name: 'state', Values: ['available'] },
];
