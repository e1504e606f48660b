import { paginateDescribeHosts } from '@aws-sdk/client-ec2';
import type { AwsClients } from '../aws/clients.ts';
import { collect } from '../aws/collect.ts';

/** A dedicated host, as EC2 has it. */
export interface DedicatedHost {
  readonly id: string;
  /** `available`, `pending` while it is prepared or cleaned; the others are its end. */
  readonly state: string;
  readonly zone: string;
  /** The family of instances it takes, such as mac2. */
  readonly family: string;
}

/** The region's hosts that have one of these ids; one that is missing hides no other. @throws AwsError */
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
      ({ HostId: id = '', State: state = 'unknown', AvailabilityZone: zone = '', HostProperties: of }) => ({
        id,
        state,
        zone,
        // A host for a single type has no family of its own.
        family: of?.InstanceFamily ?? of?.InstanceType?.split('.')[0] ?? '',
      }),
    );
}
