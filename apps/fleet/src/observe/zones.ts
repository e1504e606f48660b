import { DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import type { NetworkConfig } from '@agent-aws-stack/config';
import { ask, type AwsClients } from '../aws/clients.ts';

/** The zones of the fleet's subnets, or else of the default VPC's subnets; if the configuration names zones, only those. @throws AwsError */
export async function zonesOf(
  { ec2 }: Pick<AwsClients, 'ec2'>,
  { subnetIds, availabilityZones: wanted }: Pick<NetworkConfig, 'subnetIds' | 'availabilityZones'>,
): Promise<readonly string[]> {
  const query =
    subnetIds.length > 0
      ? { SubnetIds: [...subnetIds] }
      : { Filters: [{ Name: 'default-for-az', Values: ['true'] }] };
  const what = subnetIds.length > 0 ? subnetIds.join(', ') : "the default VPC's subnets";
  const { Subnets = [] } = await ask('ec2:DescribeSubnets', what, (options) =>
    ec2.send(new DescribeSubnetsCommand(query), options),
  );
  const present = [...new Set(Subnets.map(({ AvailabilityZone = '' }) => AvailabilityZone))].sort();
  return wanted.length === 0 ? present : present.filter((zone) => wanted.includes(zone));
}
