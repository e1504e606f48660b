import { DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import { ask, type AwsClients } from '../aws/clients.ts';
import type { LaunchTemplate } from './launch-template.ts';

export interface SecurityGroup {
  readonly id: string;
  /** How many rules allow outbound traffic. */
  readonly egressRules: number;
  /** CIDR ranges that may connect to port 22. */
  readonly sshFrom: readonly string[];
}

const SSH = 22;

/** The launch template's security groups, without those that do not exist. @throws AwsError */
export async function securityGroupsOf(
  { ec2 }: Pick<AwsClients, 'ec2'>,
  { securityGroupIds: ids }: Pick<LaunchTemplate, 'securityGroupIds'>,
): Promise<readonly SecurityGroup[]> {
  // If a filter names a missing group, EC2 ignores that. If GroupIds named it, the whole call would fail.
  const command = new DescribeSecurityGroupsCommand({ Filters: [{ Name: 'group-id', Values: [...ids] }] });
  const { SecurityGroups = [] } = await ask('ec2:DescribeSecurityGroups', ids.join(', '), (options) =>
    ec2.send(command, options),
  );
  return SecurityGroups.filter(({ GroupId = '' }) => ids.includes(GroupId)).map((group) => ({
    id: group.GroupId ?? '',
    egressRules: group.IpPermissionsEgress?.length ?? 0,
    sshFrom: (group.IpPermissions ?? [])
      .filter(
        ({ IpProtocol, FromPort = 0, ToPort = 65_535 }) =>
          IpProtocol === '-1' || (FromPort <= SSH && SSH <= ToPort),
      )
      .flatMap(({ IpRanges = [], Ipv6Ranges = [] }) => [
        ...IpRanges.map(({ CidrIp = '' }) => CidrIp),
        ...Ipv6Ranges.map(({ CidrIpv6 = '' }) => CidrIpv6),
      ]),
  }));
}
