import { paginateDescribeHosts } from '@aws-sdk/client-ec2';
import type { AwsClients } from '../aws/clients.ts';
import { collect } from '../aws/collect.ts';

/** An EC2 dedicated host. */
export interface DedicatedHost {
  readonly id: string;
  /** Instances launch only on an `available` host. It is `pending` while EC2 prepares or cleans it; other states are, for example, `released`. */
  readonly state: string;
  readonly zone: string;
  /** The family of its instances, such as mac2. */
  readonly family: string;
}

/** The hosts with these ids, without those that do not exist in the region. @throws AwsError */
export async function dedicatedHostsOf(
  { ec2 }: Pick<AwsClients, 'ec2'>,
  ids: readonly string[],
): Promise<readonly DedicatedHost[]> {
  if (ids.length === 0) return [];
  const pages = paginateDescribeHosts({ client: ec2 }, {});
  const hosts = await collect('ec2:DescribeHosts', ids.join(', '), pages, (page) => page.Hosts);
  return hosts
    .filter(({ HostId = '' }) => ids.includes(HostId))
    .map(
      ({
        HostId: id = '',
        State: state = 'unknown',
        AvailabilityZone: zone = '',
        HostProperties: properties,
      }) => ({
        id,
        state,
        zone,
        // EC2 returns no family for a host that is limited to one instance type.
        family: properties?.InstanceFamily ?? properties?.InstanceType?.split('.')[0] ?? '',
      }),
    );
}
