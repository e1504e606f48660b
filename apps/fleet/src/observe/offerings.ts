import { paginateDescribeInstanceTypeOfferings } from '@aws-sdk/client-ec2';
import type { AwsClients } from '../aws/clients.ts';
import { collect } from '../aws/collect.ts';

/** The zones of the region that offer an instance type, by type. */
export type Offerings = ReadonlyMap<string, readonly string[]>;

/** Looks up which zones offer these types. @throws AwsError */
export async function offeringsOf(
  { ec2 }: Pick<AwsClients, 'ec2'>,
  types: readonly string[],
): Promise<Offerings> {
  const pages = paginateDescribeInstanceTypeOfferings(
    { client: ec2 },
    { LocationType: 'availability-zone', Filters: [{ Name: 'instance-type', Values: [...types] }] },
  );
  const offerings = await collect(
    'ec2:DescribeInstanceTypeOfferings',
    types.join(', '),
    pages,
    (page) => page.InstanceTypeOfferings,
  );
  const zones = new Map<string, string[]>();
  for (const { InstanceType: type = '', Location = '' } of offerings) {
    zones.set(type, [...(zones.get(type) ?? []), Location]);
  }
  return zones;
}
