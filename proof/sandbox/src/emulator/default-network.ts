import {
  CreateRouteCommand,
  DescribeInternetGatewaysCommand,
  DescribeRouteTablesCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { clientConfiguration } from './account.ts';
import type { RegionAddress } from './account.ts';

/**
 * Adds a route to the Internet to the emulator's default VPC. AWS's default VPC has this route; the emulator's has only
 * the Internet gateway.
 */
export async function openDefaultNetwork(address: RegionAddress): Promise<void> {
  const ec2 = new EC2Client(clientConfiguration(address));
  try {
    const [{ InternetGateways = [] }, { RouteTables = [] }] = await Promise.all([
      ec2.send(new DescribeInternetGatewaysCommand({})),
      ec2.send(new DescribeRouteTablesCommand({})),
    ]);
    for (const { InternetGatewayId: GatewayId, Attachments = [] } of InternetGateways) {
      const table = RouteTables.find(({ VpcId }) => Attachments.some((each) => each.VpcId === VpcId));
      await ec2.send(
        new CreateRouteCommand({
          RouteTableId: table?.RouteTableId,
          DestinationCidrBlock: '0.0.0.0/0',
          GatewayId,
        }),
      );
    }
  } finally {
    ec2.destroy();
  }
}
